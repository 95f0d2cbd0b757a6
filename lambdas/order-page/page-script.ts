/**
 * Keeps a page up to date: asks for it again, the less often the longer nothing changes, and shows what is new. It never
 * touches what its reader is about to fill in, and rests while nobody sees it.
 */
export const pageScript = `(()=>{
const pauses={closely:[1000,15000],loosely:[15000,120000]};
let etag='',pause=0,timer=0,busy=false;
const page=()=>document.getElementById('page');
const bounds=()=>pauses[page().dataset.followed]||pauses.loosely;
const later=()=>{clearTimeout(timer);if(!document.hidden)timer=setTimeout(look,pause*(.9+Math.random()*.2))};
async function look(){
if(busy)return;busy=true;
let wait=0;
try{
const answer=await fetch(location.href,{headers:etag?{'if-none-match':etag}:{},cache:'no-store',credentials:'omit'});
if(answer.status===200){
const next=new DOMParser().parseFromString(await answer.text(),'text/html').getElementById('page');
const isFilled=page().contains(document.activeElement)&&/^(INPUT|SELECT|TEXTAREA|BUTTON|SUMMARY)$/.test(document.activeElement.tagName);
if(next&&!isFilled){
etag=answer.headers.get('etag')||'';
if(next.innerHTML!==page().innerHTML){page().replaceWith(next);pause=0}
}
}else if(answer.status===404){location.reload();return}
else if(answer.status!==304)wait=Number(answer.headers.get('retry-after')||5)*1000;
}catch{wait=5000}finally{busy=false}
const [least,most]=bounds();
pause=Math.max(wait,Math.min(most,Math.max(least,pause*1.4)));
later();
}
document.addEventListener('visibilitychange',()=>{if(!document.hidden){pause=0;look()}});
pause=bounds()[0];later();
})();`;
