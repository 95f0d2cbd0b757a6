/**
 * Keeps a page up to date: it is told to look by its connection, and looks by itself, the less often the longer nothing
 * changes, and seldom while it would be told. It never touches what its reader has filled in or is about to, and rests
 * while nobody sees it.
 */
export const pageScript = `(()=>{
const pauses={closely:[1000,15000,300000],loosely:[15000,120000,600000]};
let etag='',pause=0,timer=0,busy=false,again=false,socket,failures=0;
const page=()=>document.getElementById('page');
const isFilled=()=>{const at=document.activeElement;return page().contains(at)&&/^(INPUT|SELECT|TEXTAREA|BUTTON|SUMMARY)$/.test(at.tagName)||[...page().querySelectorAll('input,textarea')].some(field=>field.value!==field.defaultValue)};
const isTold=()=>socket&&socket.readyState===1;
const ofPage=()=>pauses[page().dataset.followed]||pauses.loosely;
const later=wait=>{clearTimeout(timer);if(!document.hidden)timer=setTimeout(look,(wait||(isTold()?ofPage()[2]:pause))*(.9+Math.random()*.2))};
async function look(){
if(busy){again=true;return}
busy=true;let wait=0;
try{
const answer=await fetch(location.href,{headers:etag?{'if-none-match':etag}:{},cache:'no-store',credentials:'omit'});
if(answer.status===200){
const next=new DOMParser().parseFromString(await answer.text(),'text/html').getElementById('page');
if(isFilled())wait=5000;
else if(next){
etag=answer.headers.get('etag')||'';
if(next.innerHTML!==page().innerHTML){page().replaceWith(next);pause=0}
}
}else if(answer.status===404){location.reload();return}
else if(answer.status!==304)wait=Number(answer.headers.get('retry-after')||5)*1000;
}catch{wait=5000}finally{busy=false}
if(again){again=false;return look()}
const [least,most]=ofPage();
pause=Math.min(most,Math.max(least,pause*1.4));
later(wait);
}
function listen(){
if(document.hidden||socket&&socket.readyState<2)return;
socket=new WebSocket(page().dataset.watch);
socket.onopen=()=>socket.send(JSON.stringify({token:location.pathname.split('/').pop()}));
socket.onmessage=()=>{failures=0;look()};
socket.onclose=()=>{pause=0;later();setTimeout(listen,Math.min(300000,2000*2**failures++)*(.5+Math.random()))};
}
document.addEventListener('visibilitychange',()=>{if(document.hidden){if(socket)socket.close()}else{pause=0;look();listen()}});
pause=ofPage()[0];later();listen();
})();`;
