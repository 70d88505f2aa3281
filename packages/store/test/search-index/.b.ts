import { rmSync } from 'node:fs';
import { openSqliteSearchIndex } from '../../src/search-index/index.ts';
const words:string[]=[];let s=1;const r=()=>(s=(s*1103515245+12345)&0x7fffffff)/0x7fffffff;
for(let i=0;i<30000;i++){let w='';const n=2+Math.floor(r()*9);for(let j=0;j<n;j++)w+=String.fromCharCode(97+Math.floor(r()*26));words.push(w)}
const n=Number(process.argv[2]??40000);const docs:string[]=[];for(let i=0;i<n;i++){let t='# Title '+i+'\n\n';while(t.length<1024){t+=words[Math.floor(words.length*r()**3)]+(r()<.02?'.\n\n':' ')}docs.push(Buffer.from(t).toString())}
rmSync('/tmp/bench-index.db',{force:true});
globalThis.gc?.();const ix=openSqliteSearchIndex({file:'/tmp/bench-index.db'});
let T=performance.now();
for(let k=0;k<n;k+=2000)await ix.apply({dataSourceId:1,after:k,position:k+2000,changes:docs.slice(k,k+2000).map((markdown,i)=>({documentId:k+i,dataSourceId:1,seq:k+i+1,title:'Title '+(k+i),markdown}))});
console.log(Math.round(n/(performance.now()-T)*1000),'docs/s');
for(const q of [words[5]+' '+words[9],words[29999]!,'title 123','"'+docs[77]!.split(/\s+/).slice(5,8).join(' ')+'"',words[0]!, words.slice(0,6).join(' '), words[3]!.slice(0,2)+'*']){T=performance.now();const x=await ix.search({text:q,dataSourceIds:[1]});console.log(q,x.matched,x.hits.length,(performance.now()-T).toFixed(1)+'ms')}
T=performance.now();await ix.apply({dataSourceId:1,after:n,position:n*2,changes:docs.slice(0,2000).map((markdown,i)=>({documentId:i,dataSourceId:1,seq:n+i+1,title:'Title '+i,markdown}))});console.log('unchanged 2000',(performance.now()-T).toFixed(0));
T=performance.now();await ix.apply({dataSourceId:1,after:n,position:n*3,changes:docs.slice(0,2000).map((markdown,i)=>({documentId:i,dataSourceId:1,seq:n*2+i+1,title:'Title '+i,markdown:markdown+'x'}))});console.log('changed 2000',(performance.now()-T).toFixed(0));
T=performance.now();await ix.remove(1);console.log('remove',(performance.now()-T).toFixed(0),await ix.dataSources());
await ix.close();
