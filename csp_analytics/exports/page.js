"use strict";
// Draws the figures that stand in the page as data, and saves one as a picture with its headline and what it rests on.
const charts = [];
const PRINTED = 680, EDGE = 24, FONT = "Arial, sans-serif";

document.querySelectorAll("figure").forEach((figure) => {
  const { about, figure: drawn } = JSON.parse(figure.querySelector("script").textContent);
  const place = figure.querySelector(".chart");
  const button = figure.parentElement.querySelector(`[data-for="${figure.id}"]`);
  charts.push(place);
  Plotly.newPlot(place, drawn.data, drawn.layout, { ...about.config, displayModeBar: false, responsive: true });
  button.hidden = false;
  button.addEventListener("click", () => save(place, about));
});

// On paper a chart is as wide as the paper, not as the window was.
const widths = new Map();
window.addEventListener("beforeprint", () => charts.forEach((place) => {
  widths.set(place, place.style.width);
  place.style.width = `${PRINTED}px`;
  Plotly.relayout(place, { width: PRINTED });
}));
window.addEventListener("afterprint", () => charts.forEach((place) => {
  place.style.width = widths.get(place);
  Plotly.relayout(place, { width: null, autosize: true });
}));

function save(place, about) {
  const width = Math.max(place.clientWidth, 640);
  const above = [[about.headline, 20, true], [about.takeaway, 16, false]].flatMap((one) => lines(...one, width));
  const below = lines(about.note, 14, false, width);
  const [top, bottom] = [height(above), height(below)];
  const margin = place._fullLayout.margin;
  const layout = structuredClone(place.layout);
  layout.width = width;
  layout.height = place.clientHeight + top + bottom;
  layout.margin = { ...layout.margin, t: margin.t + top, b: margin.b + bottom };
  layout.annotations = [...(layout.annotations || []), ...written(above, 1, place, margin, top),
    ...written(below, 0, place, margin, bottom)];
  Plotly.downloadImage({ data: place.data, layout, config: about.config },
    { format: "png", scale: 2, width, height: layout.height, filename: about.file });
}

const height = (rows) => EDGE + rows.reduce((sum, row) => sum + row.size * 1.35, 0);

// Words in lines that are no wider than the picture.
function lines(words, size, bold, width) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${bold ? "bold " : ""}${size}px ${FONT}`;
  const rows = [""];
  for (const word of words.split(/\s+/)) {
    const longer = `${rows.at(-1)} ${word}`.trim();
    if (rows.at(-1) && pen.measureText(longer).width > width - 2 * EDGE) rows.push(word);
    else rows[rows.length - 1] = longer;
  }
  return rows.map((text) => ({ text, size, bold }));
}

// Annotations are placed from the edge of what is plotted: above it are the margin of the chart and the words.
function written(rows, y, place, margin, room) {
  let from = EDGE / 2;
  return rows.map(({ text, size, bold }) => {
    const safe = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    const shift = y ? margin.t + room - from : -(margin.b + from);
    from += size * 1.35;
    return {
      text: bold ? `<b>${safe}</b>` : safe, x: 0, xref: "paper", xanchor: "left", xshift: EDGE / 2 - place._fullLayout._size.l,
      y, yref: "paper", yanchor: "top", yshift: shift, showarrow: false, align: "left",
      font: { size, family: FONT, color: y ? "#1A1A1A" : "#595959" },
    };
  });
}
