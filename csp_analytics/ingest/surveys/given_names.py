"""First names that are usual in Scotland: what tells a column of people's names from other columns with capitals.

Written by hand for this project; only names that are not also everyday words or offices.
"""

from __future__ import annotations

_NAMES = """
    aaron abbie abigail adam adrian agnes aidan aileen ailsa aisha alan alana alasdair alastair alexander alexandra
    alfie ali alice alison alistair allan amanda amelia amina amy andrea andrew angela angus anita ann anna anne
    annie anthony archie arran arthur ashley aurora ava barbara barry beatrice benjamin bernadette beth bethany
    beverley brian bridget brodie bruce bryan caitlin callum calum cameron carol caroline carolyn catherine catriona
    charles charlie charlotte cheryl christina christine christopher claire clara colette colin connor conor craig
    cristina daisy daniel danielle darren daryl david dawn debbie deborah declan deirdre denise dennis derek diana
    diane dominic donald donna dorothy douglas drew duncan dylan edward eileen eilidh elaine eleanor elizabeth ella
    ellen ellie elspeth emily emma eric erin esther euan eva evan evelyn ewan fatima fergus findlay finlay fiona
    fiza frances francesca francis frank fraser frederick freya gail gareth gary gavin gemma geoffrey george georgia
    gerald gerard gillian glen gordon graeme graham grant greg gregor gregory hamish hannah harris harry harvey
    heather helen henry hilary holly hugh iain ian imran ina iona irene isabel isabella isla isobel jack jacob
    jacqueline jake james jamie jan jane janet janice jasmine jason jean jeanette jenna jennifer jenny jeremy
    jessica jill jillian jim joan joanna joanne john johnny jonathan jordan joseph josephine joshua joyce jude
    judith julia julian julie june justin karen karin kate katherine kathleen kathryn katie katy kayleigh keith
    kelly kenneth kerry kevin kieran kim kimberley kirsteen kirsten kirstin kirsty kyle lachlan laura lauren
    lawrence leah leanne lee leigh leo leon leona leonard lesley leslie lewis liam lillian linda lindsay lisa logan
    lorna lorraine louis louise lucas lucy luke lynda lynn lynne lynsey maggie mairi malcolm marc margaret maria
    marie marion mark marlene martin martyn mary matthew maureen maurice max maya megan melanie melissa mhairi mia
    michael michelle millie mirren mohammad mohammed moira molly monica morag morven muhammad murdo muriel murray
    myra nadia nancy naomi natalie natasha nathan neil niall nicholas nicola nicole nigel nina noah noel nora norma
    norman norrie oliver olivia omar orla oscar owen pamela patricia patrick paul paula pauline penelope peter
    philip philippa phoebe rachael rachel raymond rebecca rhona rhys richard robbie robert robyn roderick rodney
    roger rona ronald rory rosalind rose roseanne rosemary rosie ross rosslyn rowan roy ruaridh russell ruth ryan
    sally samantha samuel sandra sandy sara sarah scott sean seonaid shannon sharon shaun sheena sheila shirley
    shona simon skye sofia sonia sophia sophie stacey stephanie stephen steven stewart stuart susan suzanne sylvia
    tanya tara teresa theresa thomas tim timothy tina toby tom tommy tony tracey tracy una valerie vanessa vera
    veronica victoria vincent violet vivien vivienne walter wendy william wilma winifred yasmin yvonne zahra zainab
    zara zoe
"""
GIVEN_NAMES = frozenset(_NAMES.split())
