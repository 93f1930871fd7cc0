# How tiny_net_small_32x24.json was made: fills by the rule, written down here a second time, and runs PyTorch.
# python3 make-fixture.py nested/tiny_net_small_32x24.json
import torch, math, json, sys
from torch import nn
M=(1<<64)-1
def fnv(k):
    h=14695981039346656037
    for b in k.encode(): h=((h^b)*1099511628211)&M
    return h
def u(k,i):
    z=(fnv(k)+(i+1)*0x9E3779B97F4A7C15)&M
    z=((z^(z>>30))*0xBF58476D1CE4E5B9)&M; z=((z^(z>>27))*0x94D049BB133111EB)&M
    return ((z^(z>>31))>>11)*2.0**-53
def fill(k,shape):
    s=k.split('.')[-1]; n=math.prod(shape); us=[u(k,i) for i in range(n)]; vs=[2*x-1 for x in us]
    if k=='input': r=vs
    elif s=='weight' and len(shape)>=2: r=[v*math.sqrt(3/(n/shape[0])) for v in vs]
    elif s=='weight': r=[1+.1*v for v in vs]
    elif s in('bias','running_mean'): r=[.1*v for v in vs]
    elif s=='running_var': r=[.5+x for x in us]
    elif s=='num_batches_tracked': r=[0]
    else: r=[.5*v for v in vs]
    return torch.tensor(r,dtype=torch.float64).float().reshape(shape)
class B(nn.Module):
    def __init__(s,d,e=2): super().__init__(); s.up=nn.Conv2d(d,d*e,1); s.down=nn.Conv2d(d*e,d,1)
    def forward(s,x): return x+s.down(nn.functional.gelu(s.up(x)))
class T(nn.Module):
    def __init__(s,d=4,c=5): super().__init__(); s.stem=nn.Conv2d(3,d,4,4); s.norm=nn.BatchNorm2d(d); s.stages=nn.ModuleList([B(d)]); s.head=nn.Linear(d,c)
    def forward(s,x): x=s.norm(s.stem(x)); s.st=s.stages[0](x); return s.head(s.st.mean([2,3]))
m=T().eval(); sd=m.state_dict(); params=dict(m.named_parameters())
m.load_state_dict({k:fill(k,list(v.shape)).to(v.dtype) for k,v in sd.items()})
H,W=32,24
x=fill('input',[1,3,H,W])
with torch.no_grad(): y=m(x)
st=m.st; L=(H//4)*(W//4)
f=lambda t:[float('%.9g'%v) for v in t.flatten().tolist()]
d={"name":"tiny_net_small_32x24","family":"Tiny","input_shape":[1,3,H,W],"num_params":sum(p.numel() for p in m.parameters()),
 "macs":L*(48*4+4*8+8*4)+20,"output_shape":[1,5],"logits":f(y),
 "stages":[{"stage":"stage1","hook":"stages.0","mode":"output","shape":list(st.shape),"mean":st.mean().item(),"std":st.std(unbiased=False).item(),"first8":f(st)[:8]},
  {"stage":"tokens","hook":"stages.0","mode":"output","shape":[1,L,4],"mean":st.mean().item(),"std":st.std(unbiased=False).item(),"first8":f(st.flatten(2).transpose(1,2))[:8]}],
 "state_dict":[[k,list(v.shape),"param" if k in params else "buffer"] for k,v in sd.items()]}
json.dump(d,open(sys.argv[1],'w'),indent=1)
