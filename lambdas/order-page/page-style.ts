/** How a page looks, but for what its brand colours (`--accent`, `--on-accent`): as the mails do, in one column from 320 pixels on, in light and dark. */
export const pageStyle = `
:root{--ground:#f3f3f5;--card:#ffffff;--text:#1d1d1f;--soft:#5f5f66;--line:#e3e3e6;
--good:#14693f;--good-tint:#e3f4ea;--bad:#94400f;--bad-tint:#fdeee2;--ended:#4b4b52;--ended-tint:#ececf0;--asking:#1f4fbf;--asking-tint:#e6eefc}
@media (prefers-color-scheme:dark){:root{--ground:#111113;--card:#1e1e21;--text:#f2f2f4;--soft:#a9a9b0;--line:#3a3a3f;
--good:#8fe0b4;--good-tint:#143524;--bad:#f7b98d;--bad-tint:#41230f;--ended:#d3d3d9;--ended-tint:#34343a;--asking:#b4c9fa;--asking-tint:#1b2c52}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font-size:16px;line-height:1.5;overflow-wrap:anywhere}
header,main,footer,.reload{max-width:720px;margin:0 auto;padding:0 16px}
header{padding-top:24px;padding-bottom:12px;font-size:17px;font-weight:700}
.logo{display:inline-block;margin-right:6px;padding:0 7px;border-radius:6px;line-height:26px;color:var(--on-accent);background:var(--accent)}
.card{background:var(--card);border-radius:12px;padding:24px;margin:0 0 16px}
h1,h2{text-wrap:balance;word-break:auto-phrase}
h1{font-size:26px;line-height:1.25;margin:12px 0 8px}
h2{font-size:18px;line-height:1.3;margin:28px 0 8px}
.card>h2:first-child{margin-top:0}
p{margin:0 0 8px}
a{color:var(--accent)}
.badge{display:inline-block;margin:0;padding:2px 12px;border-radius:14px;font-size:14px;font-weight:600}
.good{color:var(--good);background:var(--good-tint)}.bad{color:var(--bad);background:var(--bad-tint)}
.ended{color:var(--ended);background:var(--ended-tint)}.asking,.going{color:var(--asking);background:var(--asking-tint)}
.notice{border-left:4px solid var(--bad);padding-left:12px;margin:0 0 16px}
.facts{display:flex;flex-wrap:wrap;gap:12px 32px;margin:16px 0 0}
.facts dd,.facts time{margin:0;font-size:16px;font-weight:600;color:var(--text)}
dt,small,time{color:var(--soft);font-size:14px;font-weight:400}
.whole{white-space:nowrap}
.stations{list-style:none;margin:0;padding:0}
.stations li{position:relative;padding:0 0 14px 28px;min-height:38px}
.stations li::before{content:"";position:absolute;left:0;top:5px;width:14px;height:14px;border-radius:50%;border:2px solid var(--good);background:var(--good)}
.stations li:not(:last-child)::after{content:"";position:absolute;left:8px;top:23px;bottom:-1px;width:2px;background:var(--line)}
.stations .now::before{border-color:var(--asking);background:var(--card)}.stations .now span{font-weight:600}
.stations .ahead::before{border-color:var(--line);background:var(--card)}.stations .ahead span{color:var(--soft)}
.stations .declined::before,.stations .rejected::before{border-color:var(--bad);background:var(--bad)}
.stations .cancelled::before,.stations .linesCancelled::before,.stations .returned::before{border-color:var(--ended);background:var(--ended)}
table{width:100%;border-collapse:collapse}
th,td{padding:10px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th{font-weight:400;color:var(--soft);font-size:14px}
tfoot th,tfoot td{border:0;padding:8px 0 0}
.amount{text-align:right;padding-left:12px;white-space:nowrap}
.total th,.total td{font-size:18px;font-weight:700;color:var(--text)}
ul{margin:0;padding:0 0 0 20px}li{margin:0 0 8px}
address{font-style:normal}
details+address,.case{margin:20px 0 0}
.topics{margin:0 0 16px}.ask{margin:16px 0 0}
code{font-size:14px}
.button,button{display:inline-block;border:0;border-radius:8px;padding:13px 24px;font:inherit;font-weight:600;color:var(--on-accent);background:var(--accent);text-decoration:none;cursor:pointer}
.danger{color:var(--card);background:var(--bad)}
details{margin:12px 0 0;border:1px solid var(--line);border-radius:8px;padding:10px 14px}
summary{cursor:pointer;font-weight:600}
form{margin:12px 0 4px}
label{display:block;margin:0 0 12px;font-size:14px;color:var(--soft)}
input,select,textarea{display:block;width:100%;max-width:420px;margin:4px 0 0;padding:10px 12px;font:inherit;font-size:16px;color:var(--text);background:var(--card);border:1px solid var(--soft);border-radius:8px}
input[type=checkbox]{display:inline;width:auto;margin:0 4px 0 0}
h3{font-size:16px;margin:20px 0 8px}
.thread ol{list-style:none;margin:0;padding:0}.thread li{border-left:4px solid var(--line);padding-left:12px}.thread .staff{border-color:var(--accent)}
footer,.reload{color:var(--soft);font-size:14px;padding-bottom:24px}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media (max-width:420px){.card{padding:20px 16px}header,main,footer,.reload{padding-left:8px;padding-right:8px}h1{font-size:23px}}
`;
