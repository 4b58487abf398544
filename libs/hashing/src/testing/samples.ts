// Hashes that other implementations have made (bcrypt 3.2, passlib 1.7, argon2-cffi, Django 3.2, Werkzeug 2.2, hashlib and openssl),
// each with its password; parameters are as cheap as the writers let them be.

export const PASSWORD = 'correct horse battery staple';
const UNICODE = 'pässwörd 🙂 lètmein';
/** 73 bytes. */
export const LONG = `${'p'.repeat(72)}x`;

export type Sample = readonly [kind: string, hash: string, password?: string];

export const FOREIGN: readonly Sample[] = [
  ['$2b$ by bcrypt', '$2b$04$IUAcVDS2RfxlRppckN/b4u1bpFEZk5bI0A3QAzyFVNptGjusq.WlO'],
  ['$2a$ by bcrypt', '$2a$04$pqk/6fWc20rqWKS0rFkAf.P.hBJmpKOONlho8fYVvRhSc1oY3vM9a'],
  ['$2y$', '$2y$04$DhZIeeZxMUXiuwiog1OgGOLy/xDdTOpoya3TUfgkWmoSDAGa2Y9vS'],
  ['$2b$, of more than ASCII', '$2b$04$PLWNakAa0M36PVR.Fxwx0eCXRQYVMJHmGFh295wRyA8kwwe5anSY2', UNICODE],
  ['$2b$10$, as Auth0 writes it', '$2b$10$JOf/0xGGBpDtLAA2CpNgUuKRzzNSE.Mwiau5HqAzjgOImgbxbjO92'],
  ['$2b$, of more than 72 bytes', '$2b$04$.aNzeHd.IFHNTXHOWgWvjuXcfNm6p7RHSFTfF1MV2mJ/s8We4xtT.', LONG],
  ['$2b$ by passlib', '$2b$04$7.jVBngW0ukaughOcGHiL.2NVwDaDCYUQzTub//MWNYcpjL/9o21a'],
  ['bcrypt$ by Django', 'bcrypt$$2b$04$Ggj.tPj1UVzUTNCdJt8c4OltrYfSKZ7rf1rG1sovSsPAD425lK0Hy'],
  ['bcrypt_sha256$ by Django', 'bcrypt_sha256$$2b$04$uyP9/UMgrJIzL0h3rTediu/89L1wG1O7P17SAma/BN08BkyHJWgrK'],
  [
    'bcrypt_sha256$ by Django, of more than 72 bytes',
    'bcrypt_sha256$$2b$04$owRgjIUHU9yfgwfLD8sWW.iafuUf3NfOCZnq1TslpeS8sShuMNISS',
    LONG,
  ],
  [
    '$bcrypt-sha256$v=2 by passlib',
    '$bcrypt-sha256$v=2,t=2b,r=4$Z8Kx4RvOUyvHwVeV0NQK1e$RBnYQqZP9ANbkIJeZwMu2BrP9zLdWhK',
  ],
  [
    '$bcrypt-sha256$v=2 by passlib, of more than 72 bytes',
    '$bcrypt-sha256$v=2,t=2b,r=4$DDwe90QAHCJrUy.GZzP5Wu$mbnQ7RrfiBfekItpJOPiEpplTMeC2LG',
    LONG,
  ],
  [
    '$bcrypt-sha256$ of version 1 by passlib',
    '$bcrypt-sha256$2b,4$W39z6SJ3sdnZr/O2Ymin9u$Rp/tiFzs6NwDs/MXVwAaHnxdxiDs9Ri',
  ],
  [
    '$pbkdf2-sha256$ by passlib',
    '$pbkdf2-sha256$1000$XGvNWSslhJDyPseYszYmBA$nUBkdCTNXvWOxrZCyvRgGuo9U1Eb2f43E./cZc6qjMI',
  ],
  [
    '$pbkdf2-sha256$ by passlib, of more than ASCII',
    '$pbkdf2-sha256$1000$/D.HMKZU6r03JgRg7F2rdQ$RJNNEFpb.NIb3k70/7c5QZ6XX1qYK0tQNK/utcb88hc',
    UNICODE,
  ],
  [
    '$pbkdf2-sha512$ by passlib',
    '$pbkdf2-sha512$1000$oNRaixFCiFFqTSklZGzNmQ$zUgTSWallR6Jr/VLytZA7Fhi0XoL9GG.LvWvFz8z.9HdhcqLpRsoIODoAoVYfvtVYx.Mkg.vklDh/J0e2wE5KA',
  ],
  ['$pbkdf2$ by passlib', '$pbkdf2$1000$ivH.3zuHcE5pTUmpdW7N.Q$bt.nwZgwO2Vlu8DvJIim8loi7fE'],
  [
    '$pbkdf2-sha256$i=,l= as Auth0 takes it',
    '$pbkdf2-sha256$i=1000,l=32$XVsJ9tyy1Tpf/8YMSsDVXw$F1+sZ0sqK4EHPi29WibY8FDeuNONtbhZ+Yf8itNL1jY',
  ],
  [
    '$pbkdf2-sha512$i=,l= as Auth0 takes it',
    '$pbkdf2-sha512$i=1000,l=64$o5YkRkO1beShZCtayuWUcA$VRGxr45Gp3ncD7aLgypXGDqdMGPHNz5keFL2wWHwYad6gfmciFaHN2RMcU/91M6DUTPDmf6qZFvTlL5RcAwBvQ',
  ],
  [
    '$pbkdf2-sha1$i=,l= as Auth0 takes it',
    '$pbkdf2-sha1$i=1000,l=20$sVZYIKXNrEDgUg0j+dCxSQ$I6dwkZJcvwin7SViygymwwLmPAY',
  ],
  [
    '$pbkdf2-sha512$i= without l',
    '$pbkdf2-sha512$i=1000$MDEyMzQ1Njc4OWFiY2RlZg$5bTW2oeyDJyGJPcmEr+mRDE11ghpozWrDGnSNhRXo2ZCu0KHRDiUMAVEGzLJC+oDhRoeIja9J1iLIv9ptDJMfQ',
  ],
  ['pbkdf2_sha256$ by Django', 'pbkdf2_sha256$1000$seasalt$3xmXbyk2QpiyNcnoBbzRPwEBsYPTbDlRdtmLyBvQltA='],
  [
    'pbkdf2_sha256$ by Django, of more than ASCII',
    'pbkdf2_sha256$1000$seasalt2$tR9BGNIY9XZcddmccbXOSIqNhWNWEx4Nc1Kk/4m4EYI=',
    UNICODE,
  ],
  ['pbkdf2_sha1$ by Django', 'pbkdf2_sha1$1000$seasalt$9iRYj0as1r5j+cCBxB+HMlxkyr4='],
  [
    'pbkdf2:sha256 by Werkzeug',
    'pbkdf2:sha256:1000$pb0iMbPJYqmwmlDz$84789682ee49ffc9824e5686c84c412250c5982ff47c58e63e448988c6f8f675',
  ],
  ['pbkdf2:sha1 by Werkzeug', 'pbkdf2:sha1:1000$VZmEpbRDqgnVJKpW$5635d1c97622f7e37d0e002b28891873370fc3c5'],
  [
    'pbkdf2:sha512 by Werkzeug',
    'pbkdf2:sha512:1000$oD8PMUCyP1kK7z8V$891f22403800c5d60320936cb317f3ac2c823ff27ae27297e6173ec7f7a1505f92f7146bc9a6b84a935b240df7c14c508f9e1749e9e6bc089cca2edc054d030d',
    UNICODE,
  ],
  [
    '$scrypt$ by passlib',
    '$scrypt$ln=10,r=8,p=1$F6JUyvmf8x6jVIpxDoGwFg$Ms1fPLMXc5QGFlD4gr2o/aN3C9K4QOGA72PyYLmMlEk',
  ],
  [
    '$scrypt$ of two lanes by passlib',
    '$scrypt$ln=8,r=4,p=2$K6X0HgPAeI+xtpby/l+LMQ$U0jyv4VBn2HCam2EZQ/+5z251MOaxMZrsaS7+mYKBd0',
    UNICODE,
  ],
  [
    'scrypt$, of Django’s own tests',
    'scrypt$16384$seasalt$8$1$Qj3+9PPyRjSJIebHnG81TMjsqtaIGxNQG/aEB/NYafTJ7tibgfYz71m0ldQESkXFRkdVCBhhY8mx7rQwite/Pw==',
    'lètmein',
  ],
  [
    'scrypt$ as Django writes it',
    'scrypt$1024$seasalt$8$1$QMBRDuNq7pljC9V+clmpGo+/U//V5nQlsLBnaDD9vK5WG80UWev7M6KyTAM0hUJc1RssTgKy001SIjbeho4/iQ==',
  ],
  [
    'scrypt: as Werkzeug writes it',
    'scrypt:1024:8:1$aBcDeFgH12345678$69f3dd2a668ae10da3c6238b8355d469d7eac40bd61cfe9c8015a9e474094c5634b0158576889e8981cdcafe23e28e1ee1d7a5abf61ee4757a6692ce88d4d637',
  ],
  [
    '$fbscrypt$, of Firebase’s own example',
    '$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
    'user1password',
  ],
  [
    '$firescrypt$, of Firebase’s own example',
    '$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==$Bw==$jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==',
    'user1password',
  ],
  [
    '$fbscrypt$, of more than ASCII',
    '$fbscrypt$v=1,n=10,r=8,p=1,ss=Bw==,sk=jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==$42xEC+ixf3L2lw==$1b65p9u0wtBIW/q4v9UW6ZGGSMjoVI/W75K/JHkZfzOvapKXZL3ovmBq8rlQTQq6y/L5Of5qLtDu4fAelYks1w==',
    UNICODE,
  ],
];

export const ARGON2: readonly Sample[] = [
  ['argon2id by passlib', '$argon2id$v=19$m=64,t=2,p=2$XYuR8n7vPUeIESKkdA7hvA$m+abX0tXQM/e3gPHmtmQ9Q'],
  ['argon2i by passlib', '$argon2i$v=19$m=64,t=2,p=1$S8nZG2NMKQUAACCkdO5dyw$p1cpUTulY2IZCIwBi5zjlQ'],
  ['argon2d by passlib', '$argon2d$v=19$m=64,t=2,p=1$YSxlDOG8lxJiTIkR4pzz3g$5Cy7r0/rkxU9lp629BQ0pA'],
  [
    'argon2id of 0x10',
    '$argon2id$v=16$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$om9h6QpUtL/b2yfUAK6XwantwRNrvPCx4xm44OXJaLk',
  ],
  [
    'argon2i of 0x10',
    '$argon2i$v=16$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$dPozAdedAnE7mVegpEbz56Bn3xHpTJSfwqL1eU47DV8',
  ],
  [
    'argon2d of 0x10',
    '$argon2d$v=16$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$8EUlJc3t15zvN3ppyxPYCAh314cKeaH3+zpGFmQ/u84',
  ],
  [
    'argon2d that names no version',
    '$argon2d$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$8EUlJc3t15zvN3ppyxPYCAh314cKeaH3+zpGFmQ/u84',
  ],
  [
    'argon2i that names no version',
    '$argon2i$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$dPozAdedAnE7mVegpEbz56Bn3xHpTJSfwqL1eU47DV8',
  ],
  [
    'argon2d of 0x13',
    '$argon2d$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$TYCIR3aQ15m2cpHojTnmLj2bxVYijp2/+yX/kkgt3Vg',
  ],
  [
    'argon2i of 0x13',
    '$argon2i$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$zEgUAfk8nkAqqwmxnskapVML0TG0qJm7u/61l2dzSuc',
  ],
  [
    'argon2$argon2id by Django',
    'argon2$argon2id$v=19$m=64,t=2,p=1$c2Vhc2FsdHNlYXNhbHQ$40kuMYAnZeog6cM+mDC/Mw',
  ],
];
