/**
 * Style of the report. Colours are of the Okabe-Ito set, told apart with every common kind of colour vision; lamps differ in
 * stroke width and paths in dashes as well, so that nothing hangs on colour alone.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--bg:#fff;--panel:#f6f7f9;--text:#1b1f24;--muted:#59636e;--line:#d5dae0;--ours:#0072b2;--baseline:#6e7781;
--t0:#c1560a;--t1:#a04886;--t2:#7a6a00;--t3:#00785a;--green:#009e73;--red:#d55e00;--yellow:#e0a800;--queue:#8c959f;--bad:#b42318}
@media (prefers-color-scheme:dark){:root{--bg:#14171c;--panel:#1c2128;--text:#e6e9ee;--muted:#9aa4b0;--line:#343b45;--ours:#56b4e9;--baseline:#9aa4b0;
--t0:#f0a35e;--t1:#d99ac4;--t2:#e3d26f;--t3:#5fd0ae;--green:#2fc795;--red:#f0743a;--yellow:#ffd54d;--queue:#7a8592;--bad:#ff8a7a}}
@media print{:root{color-scheme:light;--bg:#fff;--panel:#f6f7f9;--text:#000;--muted:#444;--line:#bbb;--ours:#0072b2;--baseline:#6e7781;--t0:#c1560a;--t1:#a04886;
--t2:#7a6a00;--t3:#00785a;--green:#009e73;--red:#d55e00;--yellow:#e0a800;--queue:#8c959f;--bad:#b42318}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.chart,tr,.tile,li,dd{break-inside:avoid}h2{break-after:avoid}body{font-size:11pt}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC",sans-serif}
main{max-width:1280px;margin:0 auto;padding:2.2rem 1.4rem 4rem}
h1{font-size:clamp(1.6rem,3.6vw,2.5rem);line-height:1.18;margin:.1em 0 .35em;letter-spacing:-.015em;text-wrap:balance}
h2{font-size:1.35rem;margin:2.6em 0 .4em;letter-spacing:-.01em}
p,dd,li{max-width:75ch}
.kicker{color:var(--muted);font-weight:600;margin:0}
.lead{font-size:1.12rem;margin:.2em 0 1.4em}
.note,small{color:var(--muted);font-size:.84rem}
.banner{border-left:5px solid var(--bad);background:var(--panel);padding:.7em 1em;color:var(--bad)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:.9rem}
.tile{background:var(--panel);border-radius:10px;padding:.9rem 1.1rem}
.tile b{display:block;font-size:1.75rem;line-height:1.2;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.tile span,.tile small{display:block}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
.figures th,.figures td{padding:.5em .6em;border-bottom:1px solid var(--line);text-align:right;vertical-align:top;white-space:nowrap}
.figures thead th{font-size:.84rem;font-weight:600;vertical-align:bottom;white-space:normal;color:var(--muted)}
.figures small{display:block;font-weight:400}
.figures th:first-child{text-align:left;position:sticky;left:0;background:var(--bg);white-space:normal;min-width:8rem}
.figures tbody th{font-weight:600}
.figures tr.ours td,.figures tr.ours th{background:var(--panel)}
.figures .words{text-align:left;white-space:normal}
.figures td.words{min-width:15rem}
td.none{color:var(--muted)}td.bad,.no{color:var(--bad);font-weight:600}.yes{color:var(--t3);font-weight:600}
code{font-size:.8rem;overflow-wrap:anywhere}
details{margin:.8em 0}summary{cursor:pointer;color:var(--ours)}
.pair,.multiples{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,520px),1fr));gap:1.6rem 2rem}
.overlay{max-width:860px}
.chart{margin:.6rem 0}
figcaption{display:flex;flex-wrap:wrap;gap:0 .7em;margin-bottom:.3em}
figcaption span{color:var(--muted)}
.chart svg{display:block;width:100%;min-width:500px;height:auto}
svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC",sans-serif;fill:var(--text)}
svg .tick,svg .axis{fill:var(--muted);font-size:11.5px}
.grid,.bar,.leader{stroke:var(--line);stroke-width:1;fill:none}
.lamp{fill:none;stroke-width:1.6;stroke:var(--muted)}
.lamp.green{stroke:var(--green);stroke-width:4.6}.lamp.yellow{stroke:var(--yellow);stroke-width:4.6}.lamp.red{stroke:var(--red)}
.lamp.dark{stroke-dasharray:2 3}
.queue{fill:var(--queue);opacity:.5}
.path,.path-halo{fill:none;stroke-linejoin:round;stroke-linecap:round;stroke:var(--text);stroke-width:2.1}
.path-halo{stroke:var(--bg);stroke-width:5;opacity:.85}
.line{fill:none;stroke-linejoin:round;stroke-width:2}
.line.baseline{stroke:var(--baseline)}.line.ours{stroke:var(--ours);stroke-width:3.2}
.line.floor{stroke:var(--muted);stroke-dasharray:1.5 4;stroke-linecap:round}
.line.trigger-0{stroke:var(--t0);stroke-dasharray:7 3}.line.trigger-1{stroke:var(--t1);stroke-dasharray:11 3 2 3}.line.trigger-2{stroke:var(--t2);stroke-dasharray:3 3}.line.trigger-3{stroke:var(--t3);stroke-dasharray:14 4}
svg .end-label{font-weight:600;paint-order:stroke;stroke:var(--bg);stroke-width:4px;stroke-linejoin:round}svg .end-label.ours{fill:var(--ours)}svg .end-label.baseline{fill:var(--baseline)}svg .end-label.floor{fill:var(--muted);font-weight:400}
svg .end-label.trigger-0{fill:var(--t0)}svg .end-label.trigger-1{fill:var(--t1)}svg .end-label.trigger-2{fill:var(--t2)}svg .end-label.trigger-3{fill:var(--t3)}
.ours{--mark:var(--ours)}.baseline{--mark:var(--baseline)}.floor{--mark:var(--muted)}.trigger-0{--mark:var(--t0)}.trigger-1{--mark:var(--t1)}.trigger-2{--mark:var(--t2)}.trigger-3{--mark:var(--t3)}
.end,.point{fill:var(--mark)}
.dot{fill:var(--bg);stroke:var(--mark);stroke-width:1.6}
.arrow{fill:none;stroke:var(--mark);stroke-width:2.4}
.interval{stroke:var(--mark);stroke-width:9;opacity:.28}.mean{stroke:var(--mark);stroke-width:3}
.key{white-space:nowrap}.key::before{content:"";display:inline-block;width:.72em;height:.72em;border-radius:2px;background:var(--mark);margin-right:.45em}
.legend{display:flex;flex-wrap:wrap;gap:.3em 1.6em;list-style:none;padding:0;margin:.6em 0 1em;font-size:.92rem}
.legend svg{width:34px;height:14px;vertical-align:-2px;margin-right:.45em}
dl{display:grid;grid-template-columns:minmax(9rem,13rem) 1fr;gap:.45em 1.4em}dt{font-weight:600}dd{margin:0}
@media (max-width:640px){main{padding:1.3rem 1rem 3rem}dl{display:block}dd{margin:0 0 .7em}.figures th,.figures td{padding:.45em .45em}}
`;
