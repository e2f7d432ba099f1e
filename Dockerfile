# The dashboard in a container: docker build -t csp-analytics . && docker run -p 127.0.0.1:8501:8501 --env-file csp.env csp-analytics
# What it needs to know is in docs/deployment.md. No browser is in it: pictures of charts are drawn by the browser of
# whoever asks for them.
FROM python:3.11-slim AS installed
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/csp
# The shared engine (several servers on one data set) is a few packages more: --build-arg ENGINE=file leaves them out.
ARG ENGINE=shared
COPY requirements.txt requirements-shared.txt /tmp/
RUN /opt/csp/bin/pip install -r /tmp/requirements$([ "$ENGINE" = file ] || echo -shared).txt

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /srv/csp csp \
    && install -d -o csp -g csp -m 0700 /var/lib/csp /var/backups/csp
COPY --from=installed /opt/csp /opt/csp
WORKDIR /srv/csp
COPY app.py ./
COPY .streamlit .streamlit
COPY pages pages
COPY csp_analytics csp_analytics
COPY data data
RUN /opt/csp/bin/python -m compileall -q csp_analytics pages app.py
ENV PATH=/opt/csp/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    CSP_DATABASE=/var/lib/csp/csp.duckdb CSP_BACKUPS=/var/backups/csp CSP_DEMO=off CSP_LOG=json
USER csp
VOLUME ["/var/lib/csp", "/var/backups/csp"]
EXPOSE 8501
# Ready within seconds; a server that does not answer for a minute and a half is started anew.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
# Without sign-in set up (docs/sign-in.md) it refuses to listen here and says what is missing.
CMD ["streamlit", "run", "app.py", "--server.address=0.0.0.0", "--server.port=8501"]
