/** A chip card. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="2" y="6" width="28" height="20" rx="4" fill="#0d5c63"/><rect x="7" y="12" width="8" height="7" rx="1.5" fill="#e8c468"/><path d="M18 14h8M18 18h5" stroke="#fff" stroke-width="2" stroke-linecap="round"/></svg>`;

export const STYLE = `
:root {
  --ink: #1c2b33; --soft: #53646e; --line: #d5dde0; --paper: #f5f7f6; --sheet: #fff;
  --accent: #0d5c63; --accent-dark: #083f44; --accent-pale: #e3f0f0;
  --good: #1d6133; --good-pale: #e6f3e9; --due: #7a4a00; --due-pale: #fff3d9; --bad: #98202b; --bad-pale: #fcebea;
  --bench: #4a3a78; --bench-pale: #efecf8;
  --radius: .5rem;
}
* { box-sizing: border-box; }
html { font: 100%/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink); background: var(--paper); scroll-padding-top: 1rem; }
body { margin: 0; overflow-wrap: break-word; }
code, pre, td, dd, h2, tbody th { overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: .15em; }
a:hover { color: var(--accent-dark); text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid #c2611f; outline-offset: 2px; border-radius: 2px; }
main:focus, fieldset:focus { outline: none; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 .6rem; }
h3 { font-size: 1.05rem; margin: 0 0 .4rem; }
p, ul, ol { margin: 0 0 .8rem; }
code, pre, .code { font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, monospace; font-size: .9em; }
pre { background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); padding: .8rem; white-space: pre-wrap; }
abbr { text-decoration: none; }
.soft { color: var(--soft); font-size: .9em; font-weight: normal; }
.lead { font-size: 1.1rem; }
.id { white-space: nowrap; }
.empty { color: var(--soft); padding: 1rem; border: 1px dashed #aebbc0; border-radius: var(--radius); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: .5rem; top: -4rem; background: var(--sheet); padding: .6rem 1rem; z-index: 2; }
.skip:focus { top: .5rem; }

.banner { margin: 0; padding: .45rem 1rem; font-size: .9rem; text-align: center; background: #ffe9a8; color: #3d2f00; border-bottom: 4px solid; border-image: repeating-linear-gradient(135deg, #3d2f00 0 10px, #ffd24a 10px 20px) 4; }
.top, nav, main, footer { max-width: 71rem; margin: 0 auto; padding-inline: 1rem; }
header { background: var(--sheet); border-bottom: 1px solid var(--line); }
.top { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: .5rem 1.5rem; padding-block: .8rem .4rem; }
.brand { margin: 0; }
.brand a { color: var(--ink); text-decoration: none; font-weight: 700; font-size: 1.1rem; }
.brand span { display: block; font-weight: 400; font-size: .85rem; color: var(--soft); }
.who { display: flex; align-items: center; gap: .8rem; font-size: .9rem; line-height: 1.3; margin: 0; }
.who p, .who form { margin: 0; }
nav { display: flex; flex-wrap: wrap; gap: 0 1.2rem; padding-inline: .5rem; }
nav ul { display: flex; flex-wrap: wrap; list-style: none; margin: 0; padding: 0; gap: 0 .2rem; }
nav a { display: block; padding: .55rem .5rem; color: var(--ink); text-decoration: none; border-bottom: 3px solid transparent; }
nav a:hover { border-color: var(--line); }
nav a[aria-current] { border-color: var(--accent); color: var(--accent-dark); font-weight: 600; }
nav ul:first-child a { font-weight: 600; }
nav ul:last-child { margin-left: auto; }
nav ul:last-child a { color: var(--bench); }
nav ul:last-child a[aria-current] { border-color: var(--bench); }
main { padding-block: 1.8rem 3rem; }
footer { color: var(--soft); font-size: .85rem; border-top: 1px solid var(--line); padding-block: 1rem 2rem; }

form { margin: 0 0 1rem; }
.field { margin: 0 0 1.1rem; max-width: 40rem; }
label, legend { font-weight: 600; }
legend { padding: 0; }
.hint { margin: 0 0 .3rem; color: var(--soft); font-size: .9rem; }
.error { margin: 0 0 .3rem; color: var(--bad); font-weight: 600; font-size: .95rem; }
.wrong { border-left: 4px solid var(--bad); padding-left: .8rem; }
input, select, textarea, button { font: inherit; color: inherit; }
input:not([type=radio], [type=checkbox]), select, textarea { display: block; width: 100%; margin-top: .2rem; padding: .5rem .6rem; background: var(--sheet); border: 1px solid #7b8b93; border-radius: .3rem; }
input[type=password] { max-width: 20rem; }
input[type=file] { border-style: dashed; }
textarea { resize: vertical; }
textarea.code { font-size: .85rem; }
[aria-invalid=true]:not(fieldset) { border-color: var(--bad); border-width: 2px; }
input[type=radio], input[type=checkbox] { width: 1.15rem; height: 1.15rem; margin: .2rem 0 0; accent-color: var(--accent); flex: none; }
.tick label, .choices label { display: flex; gap: .6rem; font-weight: 400; padding: .25rem 0; }
.tick .hint { margin-left: 1.75rem; }
fieldset { border: 0; margin: 0 0 1.1rem; padding: 0; min-width: 0; }
fieldset.section { background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); padding: .4rem 1.2rem .6rem; margin-bottom: 1.4rem; }
fieldset.section > legend { font-size: 1.1rem; padding: 0 .4rem; margin-left: -.4rem; }
fieldset.section:has(> .box input:not(:checked)) > :not(legend, .box) { display: none; }
.csr { margin-left: 1.75rem; }
form:has(input[value=csr]:not(:checked)) .csr { display: none; }
.actions { display: flex; flex-wrap: wrap; gap: .8rem; align-items: center; margin: 0; }
button, .button { display: inline-block; padding: .55rem 1.1rem; background: var(--accent); color: #fff; border: 1px solid var(--accent); border-radius: .3rem; font-weight: 600; text-decoration: none; cursor: pointer; }
button:hover, .button:hover { background: var(--accent-dark); color: #fff; }
.facts + .actions { margin-bottom: 1.4rem; }
.quiet { background: transparent; color: var(--accent); }
.quiet:hover { background: var(--accent-pale); color: var(--accent-dark); }
.danger { background: var(--bad); border-color: var(--bad); }
.danger:hover { background: #6f131c; }
.who button, td button, .templates button { padding: .25rem .7rem; font-size: .9rem; }
td .button { padding: .35rem .8rem; font-size: .92rem; }
form.search { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: end; padding: .9rem 1.1rem 1rem; background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); margin-bottom: 1.4rem; }
form.search .field { flex: 1 1 11rem; margin: 0; }
.templates { margin: -.6rem 0 1.1rem; max-width: 48rem; font-size: .95rem; }
.templates li { margin-bottom: .6rem; }
summary { cursor: pointer; color: var(--accent); padding: .2rem 0; }

table { width: 100%; border-collapse: collapse; background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); margin-bottom: 1.2rem; }
caption { text-align: left; font-weight: 600; padding: .4rem 0; }
th, td { text-align: left; vertical-align: top; padding: .6rem .8rem; border-top: 1px solid var(--line); }
thead th { font-size: .85rem; color: var(--soft); border-top: 0; background: #eef2f2; }
tbody th { font-weight: 400; min-width: 10rem; }
tbody tr:hover { background: #f7faf9; }
td form { margin: 0; }
td .button { white-space: nowrap; }
td .button + a { display: inline-block; margin-top: .4rem; }
.facts { margin: 0 0 1.2rem; background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); padding: .3rem 1.1rem; }
.facts div { display: grid; grid-template-columns: minmax(9rem, 15rem) 1fr; gap: 1rem; padding: .45rem 0; border-top: 1px solid var(--line); }
.facts div:first-child { border-top: 0; }
dt { color: var(--soft); }
dd { margin: 0; }
dd ul { margin: 0; padding-left: 1.1rem; }
.state, .environment { display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-size: .85rem; font-weight: 600; white-space: nowrap; background: #e8edef; color: var(--ink); }
.state.good { background: var(--good-pale); color: var(--good); }
.state.due { background: var(--due-pale); color: var(--due); }
.state.bad { background: var(--bad-pale); color: var(--bad); }
.environment { border-radius: .25rem; background: transparent; border: 1px solid currentColor; color: var(--soft); }
.environment.production { color: var(--accent-dark); }

.alert { border-left: 5px solid; border-radius: 0 var(--radius) var(--radius) 0; padding: .8rem 1.1rem; margin: 0 0 1.3rem; }
.alert h2 { margin: 0 0 .4rem; }
.alert > :last-child { margin-bottom: 0; }
.alert.bad { border-color: var(--bad); background: var(--bad-pale); }
.alert.bad h2 { color: var(--bad); }
.alert.due { border-color: #d08a1d; background: var(--due-pale); }
.alert.good { border-color: var(--good); background: var(--good-pale); }
.alert.plain, .bench { border-color: var(--bench); background: var(--bench-pale); }
.alert .soft { color: #44545d; }
.lines { list-style: none; padding: 0; }
.bench { border: 1px dashed var(--bench); border-radius: var(--radius); padding: .2rem 1.2rem .8rem; margin-bottom: 1.4rem; }
.bench > h2 { margin-top: .8rem; color: var(--bench); }
section.bench > p:first-child { margin-top: .8rem; }
.pin { font-size: 1.6rem; letter-spacing: .3em; font-weight: 700; }

.desk h2 { font-size: 1rem; margin: 1.2rem 0 .6rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .9rem; }
.card { display: flex; gap: .7rem; padding: .9rem 1rem; background: linear-gradient(135deg, #fff, #eef4f4); border: 1px solid #b9c6cb; border-radius: .8rem; box-shadow: 0 1px 3px #0002; cursor: pointer; font-weight: 400; }
.card:hover { border-color: var(--accent); }
.card:has(:checked) { border-color: var(--accent); box-shadow: 0 0 0 2px var(--accent); background: var(--accent-pale); }
.card:has(:focus-visible) { outline: 3px solid #c2611f; outline-offset: 3px; }
.card .face { display: grid; grid-template-columns: 1fr auto; gap: .15rem .6rem; flex: 1; align-items: center; }
.card .type { font-weight: 700; font-size: 1.1rem; letter-spacing: .04em; }
.card .holder { grid-column: 1 / -1; }
.card .environment, .card .state { justify-self: end; }
.card .number { white-space: nowrap; font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .9rem; color: var(--soft); }
.card.cde { background: linear-gradient(135deg, #fff, #f6efe0); }
.card.cps, .card.cpf { background: linear-gradient(135deg, #fff, #e9f1f8); }
.desk + .field { margin-top: 1.6rem; }

.tiles { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .9rem; }
.tiles li { background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); padding: .8rem 1rem; }
.tiles strong { display: block; font-size: 1.05rem; }
.tiles .soft { display: block; }
.steps { display: flex; flex-wrap: wrap; gap: .4rem 2rem; padding-left: 1.2rem; color: var(--soft); }
.steps [aria-current] { color: var(--ink); font-weight: 700; }
.next { background: var(--sheet); border: 2px solid var(--accent); border-radius: var(--radius); padding: 1rem 1.2rem .4rem; margin: 0 0 1.3rem; }
.next ul { list-style: none; padding: 0; }
.next li { margin-bottom: .8rem; }
.path { padding-left: 1.4rem; }
.path li { padding: .45rem 0 .45rem .3rem; border-bottom: 1px solid var(--line); }
.path li.later strong { color: var(--soft); font-weight: 500; }

@media (max-width: 48rem) {
  h1 { font-size: 1.45rem; }
  nav { gap: 0; }
  nav ul { width: 100%; }
  nav ul:last-child { margin-left: 0; }
  nav a { padding: .4rem .55rem; font-size: .95rem; }
  .facts div { grid-template-columns: 1fr; gap: 0; }
  table, caption, tbody, tr, th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table { border: 0; background: none; }
  tbody tr { background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); margin-bottom: .8rem; padding: .4rem 0; }
  th, td { border: 0; padding: .25rem .9rem; }
  tbody td { display: grid; grid-template-columns: 7.5rem 1fr; gap: .6rem; }
  tbody td::before { content: attr(data-title); color: var(--soft); font-size: .9rem; }
  td .button { white-space: normal; }
  .actions button, .actions .button { flex: 1 1 auto; text-align: center; }
  .who { width: 100%; justify-content: space-between; }
}
@media (prefers-reduced-motion: no-preference) { a, button, .button, .card { transition: background-color .15s, border-color .15s; } }
@media print { nav, .banner, .who, form { display: none; } }
`;
