/** The style of the report: no font, image or script from elsewhere; readable on paper and on a phone. */
export const STYLE = `
:root { --ink: #1c2530; --soft: #5b6875; --line: #d7dde3; --page: #f5f7f9; --card: #fff;
  --pass: #17733b; --fail: #b3261e; --warn: #8a5a00; --skip: #5b6875; --untestable: #6a3fa0; --error: #b3261e; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main, header > div { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { background: var(--card); border-bottom: 1px solid var(--line); padding: 1.5rem 0; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: .95rem; margin: 1.5rem 0 .5rem; }
a { color: inherit; }
code { font: .92em ui-monospace, monospace; }
.soft { color: var(--soft); }
.result { font-size: 1.15rem; font-weight: 600; margin: 1rem 0 0; padding-left: .75rem; border-left: .35rem solid; }
.pass { color: var(--pass); } .fail { color: var(--fail); } .warn { color: var(--warn); }
.skip { color: var(--skip); } .untestable { color: var(--untestable); } .error { color: var(--error); }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.25rem; margin: 0; }
.facts dt { color: var(--soft); } .facts dd { margin: 0; }
.counts { display: flex; flex-wrap: wrap; gap: .6rem; padding: 0; margin: 1.5rem 0; list-style: none; }
.counts li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .9rem; }
.counts b { font-size: 1.4rem; margin-right: .35rem; }
h2 code { font-weight: 400; font-size: .8em; }
.todo { padding-left: 0; list-style: none; margin: 0; } .todo li { margin-bottom: .6rem; padding-left: 1.2rem; text-indent: -1.2rem; }
.topics { border-collapse: collapse; margin-bottom: 1rem; } .topics caption { text-align: left; font-weight: 600; padding: .25rem 0; }
.topic { font-size: 1.05rem; } .topic code { font-weight: 400; } .topics td { padding: .15rem 1.5rem .15rem 0; vertical-align: top; } .topics td:first-child { width: 15rem; }
.topics a { text-decoration: none; font-weight: 700; padding: 0 .18rem; }
.case { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; margin: .6rem 0; }
.case > summary { cursor: pointer; padding: .7rem 1rem; display: grid; grid-template-columns: 8.5rem 1fr max-content; gap: .25rem 1rem; align-items: baseline; list-style: none; }
.case > summary::-webkit-details-marker { display: none; }
.case > summary code { display: block; color: var(--soft); }
.case > div { padding: .25rem 1rem 1rem; border-top: 1px solid var(--line); }
.badge { font-weight: 700; white-space: nowrap; }
.level { font-size: .8rem; color: var(--soft); border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6rem; }
.sequence { list-style: none; margin: 0; padding: .25rem 0 .75rem; border: solid var(--soft); border-width: 0 2px; max-width: 46rem; }
.sequence li { padding: .3rem .9rem 0; }
.lanes { display: flex; justify-content: space-between; max-width: 46rem; font-weight: 600; font-size: .85rem; color: var(--soft); }
.sequence .received { text-align: right; }
.sequence small { color: var(--soft); font-size: .85rem; }
.arrow { position: relative; border-top: 1.5px solid var(--ink); margin: .2rem -.85rem 0; }
.arrow::after { content: ''; position: absolute; top: -5.5px; border: 5px solid transparent; }
.sent .arrow::after { right: 0; border-left-color: var(--ink); border-right: 0; }
.received .arrow::after { left: 0; border-right-color: var(--ink); border-left: 0; }
.bytes { font-size: .8rem; color: var(--soft); text-align: left; }
.bytes summary { cursor: pointer; } .received .bytes summary { text-align: right; }
.bytes pre { margin: .25rem 0; overflow-x: auto; max-height: 22rem; font: .75rem/1.4 ui-monospace, monospace; background: var(--page); padding: .5rem; }
.chains { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 0 2rem; }
.chain { list-style: none; margin: 0; padding: 0; font-size: .9rem; }
.chain li { border: 1px solid var(--line); border-radius: .4rem; padding: .4rem .7rem; }
.chain li + li { margin-top: 1.4rem; position: relative; }
.chain li + li::before { content: '\\2191'; position: absolute; top: -1.45rem; left: 1rem; color: var(--soft); }
@media (max-width: 40rem) {
  .case > summary { grid-template-columns: 1fr max-content; }
  .case > summary > span:nth-child(2) { grid-column: 1 / -1; grid-row: 2; }
  .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin-bottom: .6rem; }
  .topics td { padding-right: .75rem; }
}
@media print {
  body { background: none; font-size: 10.5pt; }
  .case:not([open]) { break-inside: avoid; } .sequence li, .chain li { break-inside: avoid; } h2, h3 { break-after: avoid; } .bytes { display: none; }
  header { border: 0; padding-top: 0; }
}
`;
