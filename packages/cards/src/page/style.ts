/** How a card looks, in the light and in the dark, on paper as well. No character in it needs escaping. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#eef3f6;--panel:#fff;--line:#d5e0e6;--text:#14242d;--faint:#526671;--accent:#0b6a8f;--wash:#e3f1f7;--code:#f4f8fa;--good:#17693a;--goodwash:#dff3e6;--bad:#a8201a;--badwash:#fbe7e5;
--c0:#526671;--c1:#a8201a;--c2:#17693a;--c3:#80570a;--c4:#1d5fae;--c5:#8a3aa8;--c6:#0b6a75;--c7:#14242d}
@media (prefers-color-scheme:dark){:root{--ground:#0c1418;--panel:#142027;--line:#26363f;--text:#e2ecf1;--faint:#9db1bc;--accent:#6cc6ea;--wash:#12313f;--code:#0f1a20;--good:#7fd8a0;--goodwash:#123222;--bad:#ff9d94;--badwash:#3a1a18;
--c0:#9db1bc;--c1:#ff9d94;--c2:#7fd8a0;--c3:#e6c26a;--c4:#8ebcff;--c5:#dba4f2;--c6:#6fd6de;--c7:#e2ecf1}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:15px/1.55 system-ui,-apple-system,Segoe UI,Roboto,Noto Sans,sans-serif;overflow-wrap:anywhere}
main{max-width:1080px;margin:0 auto;padding:28px 20px 8px}
footer{max-width:1080px;margin:0 auto;padding:4px 20px 32px;color:var(--faint);font-size:12px}
header{padding:0 2px 20px}
h1,h2,h3,h4,h5,h6{line-height:1.25;margin:0 0 10px;font-weight:650}
h1{display:flex;flex-wrap:wrap;align-items:center;gap:8px 14px;font-size:30px;letter-spacing:-.015em;margin:2px 0 18px}
h2{font-size:16px}
h3{font-size:15px;margin-top:14px}
h4,h5,h6{font-size:14px;margin-top:12px}
p{margin:0 0 10px}
.of{margin:0;font-size:14px;font-weight:550;color:var(--accent)}
.faint,.note,dt{color:var(--faint);font-weight:400}
.note{font-size:13px;margin:8px 0 0}
.text{white-space:pre-wrap}
.status{font-size:13px;font-weight:600;letter-spacing:0;line-height:1;padding:6px 11px;border-radius:99px;background:var(--wash);color:var(--accent)}
.status.done{background:var(--goodwash);color:var(--good)}
.status.failed{background:var(--badwash);color:var(--bad)}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(178px,1fr));gap:14px 24px;margin:0}
.facts .wide{grid-column:1/-1}
dt{font-size:12px}
dd{margin:0;font-size:14px;font-variant-numeric:tabular-nums}
.wide dd,.log,.code,pre,code,.packages{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,monospace;font-size:12.5px}
.panel{background:var(--panel);border:1px solid var(--line);border-radius:12px;padding:18px 20px;margin:0 0 16px;box-shadow:0 1px 2px rgb(10 40 55/.05)}
.panel :last-child{margin-bottom:0}
.section{border-left:2px solid var(--line);padding-left:14px;margin:12px 0}
.pairs{display:grid;gap:6px;margin:0 0 10px}
.pairs div{display:grid;grid-template-columns:minmax(90px,200px) 1fr;gap:16px}
.pairs dt{font-size:inherit}
pre{margin:0 0 10px;padding:12px 14px;background:var(--code);border:1px solid var(--line);border-radius:8px;overflow:auto;max-height:460px;white-space:pre-wrap;line-height:1.5}
code{background:var(--code);border-radius:4px;padding:1px 4px}
pre code{padding:0;background:none}
.log{margin-top:8px;max-height:520px}
.bold{font-weight:700}
.c0{color:var(--c0)}.c1{color:var(--c1)}.c2{color:var(--c2)}.c3{color:var(--c3)}.c4{color:var(--c4)}.c5{color:var(--c5)}.c6{color:var(--c6)}.c7{color:var(--c7)}
.failure{border:1px solid var(--bad);background:var(--badwash);border-radius:8px;padding:12px 14px;margin:0 0 10px}
.failure-title{color:var(--bad);font-weight:600;margin:0 0 8px}
.table{overflow:auto;width:fit-content;max-width:100%;min-width:min(100%,320px);max-height:560px;border:1px solid var(--line);border-radius:8px}
table{border-collapse:separate;border-spacing:0;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:6px 12px;border-bottom:1px solid var(--line);vertical-align:top;max-width:420px}
thead th,thead td{position:sticky;top:0;background:var(--code);font-weight:600}
tbody th{color:var(--faint);font-weight:400}
tbody tr:last-child th,tbody tr:last-child td{border-bottom:0}
.number{text-align:right;white-space:nowrap}
.markdown{margin-bottom:10px}
ul,ol{margin:0 0 10px;padding-left:22px}
blockquote{margin:0 0 10px;padding-left:14px;border-left:3px solid var(--line);color:var(--faint)}
hr{border:0;border-top:1px solid var(--line);margin:14px 0}
a{color:var(--accent)}
figure{margin:0 0 10px}
img{display:block;max-width:100%;height:auto;border-radius:6px;background:#fff}
figcaption{color:var(--faint);font-size:13px;margin-top:6px}
details{margin-bottom:10px}
summary{cursor:pointer;font-weight:550;border-radius:4px}
.packages{columns:220px auto;list-style:none;margin:10px 0 0;padding:0;line-height:1.9}
.graph{overflow:auto;max-height:640px}
.graph svg{display:block;max-width:none;font:12.5px ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,monospace}
.step rect{fill:var(--code);stroke:var(--faint);stroke-width:1}
.step .behind{fill:none;stroke:var(--faint);opacity:.7}
.step text{fill:var(--text);text-anchor:middle}
.step .remark{fill:var(--faint);font-size:11px}
.current rect{fill:var(--wash);stroke:var(--accent);stroke-width:2}
.current .behind{stroke:var(--accent);stroke-width:1}
.current text{font-weight:700}
.current .remark{font-weight:400}
.arrow{fill:none;stroke:var(--faint);stroke-width:1.3}
.tip{fill:var(--faint)}
.progress p{display:flex;flex-wrap:wrap;justify-content:space-between;gap:2px 14px;margin:0 0 4px}
.progress{margin:0 0 12px}
progress{width:100%;height:12px;accent-color:var(--accent)}
.value{display:inline-block;min-width:180px;margin:0 10px 10px 0;padding:12px 16px;border:1px solid var(--line);border-left:4px solid var(--accent);border-radius:8px;vertical-align:top}
.value p{margin:0}
.figure{font-size:26px;font-weight:650;font-variant-numeric:tabular-nums}
.success{border-left-color:var(--good)}
.warning{border-left-color:var(--c3)}
.danger{border-left-color:var(--bad)}
.timeline{list-style:none;padding:0}
.timeline li{border-left:3px solid var(--accent);padding:2px 0 2px 14px;margin:0 0 12px}
.timeline .success{border-left-color:var(--good)}
.timeline .warning{border-left-color:var(--c3)}
.timeline .danger{border-left-color:var(--bad)}
.markup{display:block;width:100%;height:320px;resize:vertical;border:1px solid var(--line);border-radius:8px;background:#fff;margin:0 0 10px}
.chart{margin:0 0 12px}
.chart svg{display:block;width:100%;max-width:860px;font:12px system-ui,sans-serif}
.chart .tick{fill:var(--faint);text-anchor:middle}
.chart .end{text-anchor:end}
.chart .start{text-anchor:start}
.grid{stroke:var(--line);fill:none}
.axis{stroke:var(--faint);fill:none}
.s0{fill:var(--accent);stroke:var(--accent)}.s1{fill:var(--c3);stroke:var(--c3)}.s2{fill:var(--c2);stroke:var(--c2)}.s3{fill:var(--c1);stroke:var(--c1)}.s4{fill:var(--c5);stroke:var(--c5)}.s5{fill:var(--c4);stroke:var(--c4)}.s6{fill:var(--c6);stroke:var(--c6)}.s7{fill:var(--c0);stroke:var(--c0)}
.chart rect{stroke:none}
.chart .line{fill:none;stroke-width:2}
.chart .area{fill-opacity:.45}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media (max-width:560px){main{padding:18px 12px 4px}h1{font-size:24px}.panel{padding:14px}.pairs div{grid-template-columns:1fr;gap:0}}
@media print{body{background:none}.panel{box-shadow:none;break-inside:avoid}pre,.table,.graph{max-height:none}}
`;
