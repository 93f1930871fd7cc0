"""Writes pillow.txt: what Pillow makes of one image, for PillowTests. Needs numpy and Pillow (9.4 wrote the file)."""
import numpy as np
from PIL import Image, ImageOps, ImageEnhance
import os
def image(c,h,w):
    # the same numbers as the test makes
    a=np.zeros((c,h,w),np.uint8); s=12345
    for k in range(c*h*w):
        s=(s*1103515245+12345)&0x7fffffff
        y=(k//w)%h; x=k%w
        a.reshape(-1)[k]=min(255,(40+(s>>16)%120+3*y+2*x)) 
    return a
def pil(a): return Image.fromarray(a.transpose(1,2,0)) if a.shape[0]==3 else Image.fromarray(a[0])
def out(im):
    b=np.asarray(im); b=b.transpose(2,0,1) if b.ndim==3 else b[None]
    return b
fill3=(77,77,77)
W,H=19,16
def kw(im): return dict(fillcolor=fill3 if im.mode=='RGB' else 77)
ops={
 'AutoContrast':lambda im:ImageOps.autocontrast(im),
 'Equalize':lambda im:ImageOps.equalize(im),
 'Invert':lambda im:ImageOps.invert(im),
 'Solarize 100':lambda im:ImageOps.solarize(im,100),
 'Posterize 3':lambda im:ImageOps.posterize(im,3),
 'Brightness 0.55':lambda im:ImageEnhance.Brightness(im).enhance(0.55),
 'Brightness 1.81':lambda im:ImageEnhance.Brightness(im).enhance(1.81),
 'Contrast 0.19':lambda im:ImageEnhance.Contrast(im).enhance(0.19),
 'Contrast 1.7':lambda im:ImageEnhance.Contrast(im).enhance(1.7),
 'Colour 0.3':lambda im:ImageEnhance.Color(im).enhance(0.3),
 'Colour 1.9':lambda im:ImageEnhance.Color(im).enhance(1.9),
 'Sharpness 0.1':lambda im:ImageEnhance.Sharpness(im).enhance(0.1),
 'Sharpness 1.9':lambda im:ImageEnhance.Sharpness(im).enhance(1.9),
}
for n,r in (('bilinear',Image.BILINEAR),('bicubic',Image.BICUBIC)):
    ops[f'Rotate 25.5 {n}']=lambda im,r=r:im.rotate(25.5,resample=r,**kw(im))
    ops[f'Rotate -7.25 {n}']=lambda im,r=r:im.rotate(-7.25,resample=r,**kw(im))
    ops[f'ShearX 0.27 {n}']=lambda im,r=r:im.transform(im.size,Image.AFFINE,(1,0.27,0,0,1,0),resample=r,**kw(im))
    ops[f'ShearY -0.2 {n}']=lambda im,r=r:im.transform(im.size,Image.AFFINE,(1,0,0,-0.2,1,0),resample=r,**kw(im))
    ops[f'TranslateX 3.7 {n}']=lambda im,r=r:im.transform(im.size,Image.AFFINE,(1,0,3.7,0,1,0),resample=r,**kw(im))
    ops[f'TranslateY -2.3 {n}']=lambda im,r=r:im.transform(im.size,Image.AFFINE,(1,0,0,0,1,-2.3),resample=r,**kw(im))
    ops[f'Crop 2 3 11 9 {n}']=lambda im,r=r:im.crop((3,2,12,13)).resize((W,H),r)
    ops[f'Crop 0 0 16 19 {n} 7 6']=lambda im,r=r:im.resize((6,7),r)
def middle(im,size,part):
    # torchvision's Resize of the shorter side and CenterCrop
    short=int(size/part); w,h=im.size
    w,h=(short,int(short*h/w)) if w<=h else (int(short*w/h),short)
    top,left=int(round((h-size)/2.0)),int(round((w-size)/2.0))
    return im.resize((w,h),Image.BICUBIC).crop((left,top,left+size,top+size))
for size,part in ((8,0.875),(13,0.9),(24,0.75),(16,1)):
    ops[f'Middle {size} {part}']=lambda im,size=size,part=part:middle(im,size,part)
    ops[f'Middle {size} {part} tall']=lambda im,size=size,part=part:middle(im.crop((4,0,12,16)),size,part)
lines=[]
for c in (1,3):
    for name,op in ops.items():
        o=out(op(pil(image(c,H,W)))).reshape(-1).astype(np.int64)
        # a short and a position-weighted sum, and the first of each row
        lines.append(f"{c}|{name}|{','.join(map(str,o[::37][:24]))}|{int(o.sum())}|{int((o*(np.arange(len(o))%251+1)).sum())}")
open(os.path.join(os.path.dirname(os.path.abspath(__file__)),'pillow.txt'),'w').write('\n'.join(lines)+'\n')
