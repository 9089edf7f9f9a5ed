#ifdef _MSC_VER
#define ALIGN(n) __declspec (align (n))
#else
#define ALIGN(n) __attribute__ ((aligned (n)))
#endif
#ifdef __SIZEOF_INT128__
#define INT128 __int128
#else
#define INT128 long long
#endif
#ifdef _WIN32
#define MS_STRUCT
#else
#define MS_STRUCT __attribute__ ((ms_struct))
#endif
enum small { SMALL_A, SMALL_B = 200 };
enum negative { NEGATIVE_A = -1, NEGATIVE_B = 70000 };
enum large { LARGE_A = 1, LARGE_B = 0x123456789 };
enum full { FULL_A = 0xffffffffu };
enum __attribute__ ((packed)) tight { TIGHT_A, TIGHT_B = 3 };
typedef int int_a1 __attribute__ ((aligned (1)));
typedef int int_a8 __attribute__ ((aligned (8)));
typedef long long long_a2 __attribute__ ((aligned (2)));
typedef long long long_a4 __attribute__ ((aligned (4)));
typedef ALIGN (16) double double_a16;
typedef short short_a32 __attribute__ ((aligned (32)));
typedef char char_a2 __attribute__ ((aligned (2)));
typedef int vector8 __attribute__ ((vector_size (8)));
typedef float vector16 __attribute__ ((vector_size (16)));
typedef double vector32 __attribute__ ((vector_size (32)));
typedef void (*callback) (int, ...);
union __attribute__ ((packed)) s0 { __SIZE_TYPE__ m1; enum large m2[1]; };
extern char use_s0[sizeof (union s0) + 1];
struct s1 { _Complex float m3; union { unsigned m4[2]; }; unsigned long long : 0; };
extern char use_s1[sizeof (struct s1) + 1];
struct s2 {  } __attribute__ ((aligned (16)));
extern char use_s2[sizeof (struct s2) + 1];
struct s3 { __WCHAR_TYPE__ m6[4][2]; short_a32 m7; struct s2 m8[4]; };
extern char use_s3[sizeof (struct s3) + 1];
struct s4 { union __attribute__ ((aligned (64))) { long m9 : 22; }; union s0 m10; union { short m11; union s0 m12; } __attribute__ ((packed)) m13; unsigned short m14; };
extern char use_s4[sizeof (struct s4) + 1];
struct s5 { union { unsigned long long m15[3]; struct { struct s2 m16 __attribute__ ((packed)); struct s4 m17; } m18; }; struct { unsigned long int m19 : 6; union s0 m20; } m21; int m22 : 9 __attribute__ ((aligned (64))); long m23; signed char m24; long m25[1][4]; enum full m26 : 5; } __attribute__ ((aligned));
extern char use_s5[sizeof (struct s5) + 1];
struct s6 { long m27; ALIGN (4) unsigned char m28; callback m29[3]; } __attribute__ ((packed));
extern char use_s6[sizeof (struct s6) + 1];
struct s7 {  };
extern char use_s7[sizeof (struct s7) + 1];
union __attribute__ ((aligned (2))) s8 { long long m30; unsigned INT128 m31; short m32; };
extern char use_s8[sizeof (union s8) + 1];
struct MS_STRUCT s9 { enum full m33[2][3]; };
extern char use_s9[sizeof (struct s9) + 1];
struct __attribute__ ((aligned (2))) s10 {  };
extern char use_s10[sizeof (struct s10) + 1];
#pragma pack (2)
struct s11 { struct { char m34 : 1; enum large m35[3]; }; enum full m36 : 32; struct s10 m37[3] __attribute__ ((aligned (64))); int m38 : 28 __attribute__ ((aligned (8))); unsigned long long m39[3][1]; unsigned short m40 : 16; union __attribute__ ((aligned)) { short : 2; struct s2 m42[3]; signed char m43 : 6; unsigned long int m44 : 25; }; };
extern char use_s11[sizeof (struct s11) + 1];
#pragma pack ()
struct s12 { signed char m45 __attribute__ ((aligned (16))); } __attribute__ ((packed));
extern char use_s12[sizeof (struct s12) + 1];
#pragma pack (push, 8)
struct __attribute__ ((packed)) s13 { struct s1 m46[1]; long m47[3]; unsigned long long m48; struct __attribute__ ((packed)) { _Bool m49; short m50[1]; unsigned char m51; } __attribute__ ((packed)) m52; };
extern char use_s13[sizeof (struct s13) + 1];
#pragma pack (pop)
struct s14 { _Bool m53 : 1; long long m54[4][2]; unsigned long long m55; };
extern char use_s14[sizeof (struct s14) + 1];
struct s15 { union __attribute__ ((packed)) { _Complex float m56 __attribute__ ((packed)); __WCHAR_TYPE__ m57 __attribute__ ((packed)); unsigned INT128 m58 __attribute__ ((aligned (16))); struct s6 m59; } m60[3]; enum small : 32; int_a8 m62 : 32; long long m63 : 21; unsigned long int m64 : 19; unsigned long int m65 : 28; int m66[3] __attribute__ ((aligned (32))); };
extern char use_s15[sizeof (struct s15) + 1];
struct s16 { enum negative : 0; char_a2 m68 : 6 __attribute__ ((packed)); } __attribute__ ((packed, aligned (16)));
extern char use_s16[sizeof (struct s16) + 1];
#pragma pack (1)
struct s17 { unsigned m69 __attribute__ ((aligned (32))); unsigned char m70; };
extern char use_s17[sizeof (struct s17) + 1];
#pragma pack ()
union s18 { int : 0; };
extern char use_s18[sizeof (union s18) + 1];
struct s19 { struct { struct s15 m71; long m72 : 27; char_a2 m73 : 6; _Bool : 1; }; enum negative m75; long_a4 m76 __attribute__ ((aligned (8))); int m77[2][3]; int m78; unsigned short m79[4]; } __attribute__ ((aligned (1)));
extern char use_s19[sizeof (struct s19) + 1];
struct s20 { int m80; short_a32 m81; };
extern char use_s20[sizeof (struct s20) + 1];
#pragma pack (push, 8)
struct s21 { enum small m82 : 10; long : 0; struct s12 m84[3] __attribute__ ((aligned (2))); };
extern char use_s21[sizeof (struct s21) + 1];
#pragma pack (pop)
struct s22 {  };
extern char use_s22[sizeof (struct s22) + 1];
struct s23 { short m85; struct s17 m86; unsigned char m87; long m88 __attribute__ ((aligned (2))); unsigned char m89[4]; struct s11 m90[2] __attribute__ ((aligned (32))); int_a1 m91; };
extern char use_s23[sizeof (struct s23) + 1];
struct s24 { void * m92; ALIGN (16) signed char m93[4]; callback m94[3][3]; char m95[2][2]; };
extern char use_s24[sizeof (struct s24) + 1];
union s25 { long m96 : 10; unsigned long long m97[3][1]; struct { unsigned long int m98; long double m99[4]; unsigned m100[4]; struct s14 m101[1]; }; enum tight m102[3] __attribute__ ((aligned (2))); long m103 : 32 __attribute__ ((aligned)); };
extern char use_s25[sizeof (union s25) + 1];
struct s26 { char m114; unsigned char m104 __attribute__ ((aligned (32))); union { unsigned short m105[3] __attribute__ ((aligned (16))); long m106 : 9; long double m107; int_a8 m108; } m109; struct s20 m110[4]; unsigned char m111; _Complex double m112 __attribute__ ((packed)); enum full m113; int m115[]; };
extern char use_s26[sizeof (struct s26) + 1];
struct s27 { struct s20 m116; ALIGN (8) char_a2 m117; };
extern char use_s27[sizeof (struct s27) + 1];
#pragma pack (push, 2)
union s28 { int : 0; unsigned long int m119 : 30; short : 0; unsigned char : 6; struct { unsigned INT128 m122; unsigned INT128 m123; }; ALIGN (2) unsigned short m124[4]; unsigned long int m125[2][3]; };
extern char use_s28[sizeof (union s28) + 1];
#pragma pack (pop)
#pragma pack (4)
struct s29 { unsigned char m126 : 6; long m127; struct { vector32 m128[1]; signed char m129[1]; } __attribute__ ((aligned (8))); vector32 m130; INT128 m131[2][3]; };
extern char use_s29[sizeof (struct s29) + 1];
#pragma pack ()
struct s30 { long long m132; signed char m133; _Atomic (char) m134[2]; long m135[2] __attribute__ ((aligned (64))); short_a32 m136; };
extern char use_s30[sizeof (struct s30) + 1];
#pragma pack (push, 4)
union __attribute__ ((aligned (8))) s31 { long m137[2][3]; vector32 m138; long m139; union __attribute__ ((packed)) { union s18 m140 __attribute__ ((aligned (2))); signed char m141 : 5; int_a8 m142 : 20 __attribute__ ((aligned (8))); } m143; signed char m144; _Atomic int m145 __attribute__ ((packed)); struct { enum negative m146; }; } __attribute__ ((packed, aligned (4)));
extern char use_s31[sizeof (union s31) + 1];
#pragma pack (pop)
struct s32 { signed char m147 : 5; enum negative m148 __attribute__ ((aligned (1))); signed char m149 : 8; struct __attribute__ ((packed)) { union { char m150[2] __attribute__ ((aligned (8))); long long m151[2]; struct s29 m152; } __attribute__ ((packed)) m153; char m154[1][3]; union s28 m155; unsigned long long m156; } m157; enum negative m158 : 15; };
extern char use_s32[sizeof (struct s32) + 1];
struct __attribute__ ((aligned (8))) s33 { short m159; long long m160 : 19; long m161 : 32; ALIGN (64) unsigned long long m162 : 34 __attribute__ ((aligned (2))); unsigned m163 : 21; struct s29 m164[2]; };
extern char use_s33[sizeof (struct s33) + 1];
struct __attribute__ ((packed)) s34 { char m166; enum small m165[4]; int m167[]; } __attribute__ ((packed));
extern char use_s34[sizeof (struct s34) + 1];
struct s35 { int : 0; };
extern char use_s35[sizeof (struct s35) + 1];
union s36 { char m168[4]; struct s29 m169; unsigned m170; struct s35 m171; long long m172; unsigned short m173[3][4]; struct s22 m174; } __attribute__ ((packed));
extern char use_s36[sizeof (union s36) + 1];
struct s37 { struct s24 m175; struct { long m176[4]; char_a2 m177; } m178; struct s33 m179; enum large m180; struct s29 m181 __attribute__ ((packed)); long_a2 m182 : 5; long m183 : 20; };
extern char use_s37[sizeof (struct s37) + 1];
struct s38 { unsigned short : 4; } __attribute__ ((packed));
extern char use_s38[sizeof (struct s38) + 1];
struct s39 { long_a2 m185; };
extern char use_s39[sizeof (struct s39) + 1];
union s40 { enum full : 13; };
extern char use_s40[sizeof (union s40) + 1];
struct s41 { enum full m187 : 27; };
extern char use_s41[sizeof (struct s41) + 1];
union MS_STRUCT s42 { struct { _Complex double m188 __attribute__ ((packed)); void * m189; union s36 m190[4] __attribute__ ((packed)); }; enum full m191 : 2; } __attribute__ ((packed, aligned (32)));
extern char use_s42[sizeof (union s42) + 1];
struct s43 { signed char m192[4][1]; vector32 m193[2]; _Complex double m194; _Atomic (char) m195; struct s39 m196; union { enum negative m197 : 30; signed char m198 : 2; _Bool : 1; }; struct s30 m200; };
extern char use_s43[sizeof (struct s43) + 1];
struct __attribute__ ((aligned (1))) s44 { struct s39 m201; unsigned long long m202[4]; union { int_a1 m203[4][3] __attribute__ ((aligned (16))); ALIGN (4) char m204; unsigned m205[3]; enum full m206 : 16; }; signed char m207; struct s33 m208; };
extern char use_s44[sizeof (struct s44) + 1];
struct s45 { int : 0; };
extern char use_s45[sizeof (struct s45) + 1];
struct s46 {  };
extern char use_s46[sizeof (struct s46) + 1];
struct s47 { char m217; unsigned short m209 : 1; int_a1 : 32; union { struct s43 m211 __attribute__ ((aligned (64))); _Complex double m212 __attribute__ ((packed)); } __attribute__ ((aligned (32))); unsigned char m213 : 8; unsigned char m214 : 8; long_a2 m215; unsigned char m216 : 8; unsigned long long m218[]; };
extern char use_s47[sizeof (struct s47) + 1];
struct s48 { long_a2 : 0; signed char m220 : 3; struct __attribute__ ((aligned)) { char m221; }; struct s38 m222; struct { _Bool m223 : 1; double_a16 m224; }; };
extern char use_s48[sizeof (struct s48) + 1];
#pragma pack (push, 4)
union __attribute__ ((aligned (8))) s49 { int m225 __attribute__ ((packed)); unsigned long long m226; struct { unsigned long int m227; ALIGN (32) struct s45 m228[1]; }; _Atomic int m229; char_a2 m230; struct s44 m231[3] __attribute__ ((aligned (64))); };
extern char use_s49[sizeof (union s49) + 1];
#pragma pack (pop)
struct s50 { unsigned short m232 : 13; signed char : 0; char m234 : 8; };
extern char use_s50[sizeof (struct s50) + 1];
struct s51 { unsigned m235[1][2] __attribute__ ((aligned (2))); } __attribute__ ((aligned));
extern char use_s51[sizeof (struct s51) + 1];
union s52 { enum negative m236 : 29; vector32 m237; };
extern char use_s52[sizeof (union s52) + 1];
struct s53 { long m238[1][1] __attribute__ ((aligned (1))); char m239; struct s44 m240; struct s43 m241; } __attribute__ ((aligned (1)));
extern char use_s53[sizeof (struct s53) + 1];
#pragma pack (push, 4)
struct s54 { long m242 __attribute__ ((aligned (1))); enum full m243[1]; unsigned short m244[4][4]; union { int : 3; _Complex float m246; } m247; long m248; char m249[4][1]; } __attribute__ ((packed));
extern char use_s54[sizeof (struct s54) + 1];
#pragma pack (pop)
struct s55 { enum negative m250 : 16; signed char m251 : 7; int_a1 m252 : 12; };
extern char use_s55[sizeof (struct s55) + 1];
#pragma pack (push, 16)
struct s56 { unsigned short m253 __attribute__ ((packed)); unsigned short m254; struct s41 m255; signed char m256; signed char m257; long long m258[4]; unsigned long int m259; };
extern char use_s56[sizeof (struct s56) + 1];
#pragma pack (pop)
struct s57 { union s52 m260 __attribute__ ((aligned (8))); enum tight m261[4][2]; long m262[2][3] __attribute__ ((packed)); _Complex double m263[1]; };
extern char use_s57[sizeof (struct s57) + 1];
union __attribute__ ((aligned (2))) s58 { struct s54 m264[1][3]; long long m265; _Bool m266; unsigned char m267; int_a1 m268[2]; ALIGN (1) unsigned char m269; };
extern char use_s58[sizeof (union s58) + 1];
union __attribute__ ((aligned (8))) s59 { char m270; _Atomic (char) m271; const char *volatile m272 __attribute__ ((aligned (32))); unsigned short m273; __SIZE_TYPE__ m274; int m275[2]; };
extern char use_s59[sizeof (union s59) + 1];
struct __attribute__ ((packed)) s60 { enum full : 8; struct s51 m277[2][1]; char m278 : 8; };
extern char use_s60[sizeof (struct s60) + 1];
#pragma pack (push, 1)
struct s61 { struct { const char *volatile m279[4]; char m280 : 4; } m281; int m282; } __attribute__ ((aligned (64)));
extern char use_s61[sizeof (struct s61) + 1];
#pragma pack (pop)
#pragma pack (4)
struct s62 { struct { struct { enum full m283; long_a2 m284; struct s55 m285[2]; INT128 m286; }; } m287; };
extern char use_s62[sizeof (struct s62) + 1];
#pragma pack ()
union __attribute__ ((aligned)) s63 { float m288; struct s50 m289[2]; double m290; union s52 m291; struct s50 m292; union s59 m293; };
extern char use_s63[sizeof (union s63) + 1];
struct s64 { unsigned m294; };
extern char use_s64[sizeof (struct s64) + 1];
#pragma pack (1)
struct s65 { struct { __WCHAR_TYPE__ m295; struct { unsigned long int m296 __attribute__ ((aligned (64))); char_a2 m297 : 7; enum full m298 : 2; _Bool m299; } m300; int_a1 m301 : 30; } m302; float m303; };
extern char use_s65[sizeof (struct s65) + 1];
#pragma pack ()
struct s66 { unsigned INT128 m304 __attribute__ ((packed)); struct s60 m305; struct s64 m306; union s59 m307[2] __attribute__ ((packed)); ALIGN (8) unsigned long int m308[1]; char m309[1]; };
extern char use_s66[sizeof (struct s66) + 1];
#pragma pack (push, 8)
struct s67 { struct { ALIGN (8) enum full m310 : 8; struct s66 m311 __attribute__ ((aligned (32))); } m312; struct s56 m313; };
extern char use_s67[sizeof (struct s67) + 1];
#pragma pack (pop)
struct s68 { _Bool m314 : 1; long : 24; enum negative m316 : 19; int : 7; struct __attribute__ ((packed)) { long m318 __attribute__ ((packed)); unsigned long int m319[3]; long double m320 __attribute__ ((packed)); } m321[2]; };
extern char use_s68[sizeof (struct s68) + 1];
struct __attribute__ ((packed)) s69 { signed char m322[3][4]; long_a2 m323 : 64; struct { struct { struct { char m324 : 2; long_a2 : 64; }; _Atomic (long long) m326; short m327 __attribute__ ((aligned)); }; unsigned char m328; struct { unsigned char : 0; enum negative m330 __attribute__ ((packed)); enum tight m331[1][4]; enum negative m332; }; } m333; };
extern char use_s69[sizeof (struct s69) + 1];
#pragma pack (2)
struct s70 { struct s57 m334 __attribute__ ((packed)); struct { struct s66 m335; char m336 : 6; unsigned long int : 0; } m338; struct s57 m339; unsigned long long m340; };
extern char use_s70[sizeof (struct s70) + 1];
#pragma pack ()
struct s71 { vector16 m341[4][1]; struct { long m342 : 2; _Bool m343 : 1; unsigned long long m344 __attribute__ ((aligned)); unsigned m345; } m346; char m347[1]; unsigned short m348; union s59 m349; };
extern char use_s71[sizeof (struct s71) + 1];
struct MS_STRUCT s72 { int m350; void * m351; _Complex double m352; } __attribute__ ((aligned (2)));
extern char use_s72[sizeof (struct s72) + 1];
struct s73 { ALIGN (32) struct s68 m353; signed char m354; ALIGN (32) __WCHAR_TYPE__ m355; };
extern char use_s73[sizeof (struct s73) + 1];
struct s74 { unsigned long int m356 : 5; };
extern char use_s74[sizeof (struct s74) + 1];
#pragma pack (push, 1)
struct s75 { struct s69 m357; unsigned char m358; union { struct s66 m359; struct s74 m360; } m361[2]; } __attribute__ ((packed));
extern char use_s75[sizeof (struct s75) + 1];
#pragma pack (pop)
struct __attribute__ ((aligned (16))) s76 { signed char m362 : 5; _Bool : 0; unsigned m364 : 32 __attribute__ ((aligned (32))); enum negative m365 : 10; unsigned long int m366 : 8; enum small m367 : 1; long m368[1]; };
extern char use_s76[sizeof (struct s76) + 1];
union s77 { long long m369 : 42; unsigned m370[1]; int m371 : 8; unsigned short : 5; unsigned char : 5; unsigned short m374; };
extern char use_s77[sizeof (union s77) + 1];
#pragma pack (4)
struct s78 { callback m375; struct s69 m376; };
extern char use_s78[sizeof (struct s78) + 1];
#pragma pack ()
struct s79 { int m377 : 16; struct s66 m378; unsigned long long m379 : 13; char m380 : 5; INT128 m381; char m382 : 8; };
extern char use_s79[sizeof (struct s79) + 1];
struct __attribute__ ((aligned (8))) s80 { unsigned short m383[2][3] __attribute__ ((aligned (32))); unsigned long long m384; unsigned m385; unsigned char m386; unsigned long int m387[2]; unsigned char m388[4]; union { union { union s77 m389[4]; struct s73 m390; unsigned long long m391[3]; enum negative m392; } __attribute__ ((aligned (32))) m393; long m394 : 32 __attribute__ ((aligned)); double m395; long m396 : 28; }; } __attribute__ ((aligned (8)));
extern char use_s80[sizeof (struct s80) + 1];
#pragma pack (push, 16)
struct s81 { unsigned long int m397; signed char m398; signed char m399; const char *volatile m400[3]; };
extern char use_s81[sizeof (struct s81) + 1];
#pragma pack (pop)
struct s82 { long long : 7; } __attribute__ ((packed));
extern char use_s82[sizeof (struct s82) + 1];
#pragma pack (1)
union s83 { int : 0; };
extern char use_s83[sizeof (union s83) + 1];
#pragma pack ()
struct s84 { unsigned m402 : 14; unsigned : 14; char_a2 m404 : 8; short m405 : 16; };
extern char use_s84[sizeof (struct s84) + 1];
struct s85 { unsigned long long m406[1]; };
extern char use_s85[sizeof (struct s85) + 1];
struct s86 { _Complex float m407[3]; } __attribute__ ((packed));
extern char use_s86[sizeof (struct s86) + 1];
struct __attribute__ ((aligned (64))) s87 { _Atomic (long long) m408; unsigned long int m409 : 32; struct { enum large m410; __SIZE_TYPE__ m411; unsigned char m412; }; _Atomic int m413[2]; };
extern char use_s87[sizeof (struct s87) + 1];
#pragma pack (push, 2)
union s88 { struct { long_a2 m414; enum small m415 : 28; }; void * m416; vector8 m417[2]; struct s80 m418[3]; _Complex double m419[2]; unsigned long long m420; };
extern char use_s88[sizeof (union s88) + 1];
#pragma pack (pop)
#pragma pack (push, 4)
struct s89 { struct s87 m421[3]; struct s76 m422[3][3]; vector16 m423 __attribute__ ((packed)); short m424[2]; int m425; unsigned long long m426; };
extern char use_s89[sizeof (struct s89) + 1];
#pragma pack (pop)
struct s90 { struct s78 m427; } __attribute__ ((packed, aligned));
extern char use_s90[sizeof (struct s90) + 1];
#pragma pack (push, 2)
struct s91 { int_a1 m428 : 11; struct s90 m429; char_a2 m430 : 3; _Bool m431 : 1; unsigned long int m432 : 30; } __attribute__ ((aligned (2)));
extern char use_s91[sizeof (struct s91) + 1];
#pragma pack (pop)
struct s92 { unsigned long long m433; struct { enum large m434; enum negative m435 : 10; _Bool : 1; union { unsigned m437[2]; ALIGN (1) long m438; unsigned long long m439[2]; enum negative m440; } __attribute__ ((packed)); } m441; enum small : 17; _Complex float m443; char m444 : 8; struct s82 m445; int_a8 m446; };
extern char use_s92[sizeof (struct s92) + 1];
#pragma pack (8)
struct s93 { enum negative m447 __attribute__ ((aligned (64))); unsigned long int m448; struct { unsigned char m449; vector8 m450[1]; long long m451 : 2; } m452; };
extern char use_s93[sizeof (struct s93) + 1];
#pragma pack ()
struct __attribute__ ((packed)) s94 { _Atomic (char) m453; long long m454; unsigned long int m455[4]; struct s89 m456; _Atomic (char) m457; short m458; double_a16 m459; } __attribute__ ((aligned));
extern char use_s94[sizeof (struct s94) + 1];
struct s95 { signed char m460[2]; short_a32 m461; _Atomic (char) m462[1]; long long m463 __attribute__ ((packed)); signed char m464[4]; };
extern char use_s95[sizeof (struct s95) + 1];
#pragma pack (push, 4)
struct s96 { int m465 __attribute__ ((packed)); unsigned short m466 : 15; unsigned short : 14; long_a2 m468 : 35; ALIGN (32) _Bool m469 : 1; enum negative m470[4]; signed char m471; };
extern char use_s96[sizeof (struct s96) + 1];
#pragma pack (pop)
#pragma pack (4)
struct s97 { short m472; vector32 m473[3] __attribute__ ((aligned)); };
extern char use_s97[sizeof (struct s97) + 1];
#pragma pack ()
#pragma pack (1)
struct s98 { short m474 : 3; char m475; unsigned long long m476 : 25; char_a2 m477 : 5 __attribute__ ((aligned (2))); unsigned long int : 32; short : 12; unsigned char m480 : 1; };
extern char use_s98[sizeof (struct s98) + 1];
#pragma pack ()
#pragma pack (4)
struct __attribute__ ((packed)) s99 { __SIZE_TYPE__ m481; };
extern char use_s99[sizeof (struct s99) + 1];
#pragma pack ()
struct s100 { int m482[4]; vector32 m483; _Complex double m484; };
extern char use_s100[sizeof (struct s100) + 1];
struct __attribute__ ((aligned (8))) s101 { struct s92 m485; const char *volatile m486; };
extern char use_s101[sizeof (struct s101) + 1];
#pragma pack (2)
struct s102 { enum large m487; union { enum negative m488 : 24; unsigned char m489 : 8; struct s101 m490; unsigned short m491 : 16; } __attribute__ ((aligned (8))); signed char m492[3]; } __attribute__ ((aligned));
extern char use_s102[sizeof (struct s102) + 1];
#pragma pack ()
union s103 { unsigned long int m493; signed char m494; };
extern char use_s103[sizeof (union s103) + 1];
union s104 { enum large m495; __WCHAR_TYPE__ m496; unsigned long int m497 __attribute__ ((aligned (8))); unsigned m498[4]; _Complex float m499[2]; unsigned char m500; struct s92 m501; };
extern char use_s104[sizeof (union s104) + 1];
#pragma pack (1)
struct s105 { _Bool m502 : 1; ALIGN (2) __WCHAR_TYPE__ m503; long_a2 m504 : 19; vector32 m505; };
extern char use_s105[sizeof (struct s105) + 1];
#pragma pack ()
struct __attribute__ ((packed)) s106 { signed char m506 : 3; long long m507 : 2; int_a8 : 32; struct s101 m509; long double m510; };
extern char use_s106[sizeof (struct s106) + 1];
struct s107 { char m519; unsigned : 16; union { union __attribute__ ((aligned (1))) { struct s99 m512[4]; } m513[1]; } m514; unsigned long long m515 : 15; unsigned long int : 0; unsigned long long m517; long m518; unsigned short m520[]; };
extern char use_s107[sizeof (struct s107) + 1];
#pragma pack (push, 1)
union __attribute__ ((aligned (4))) s108 { double m521; char_a2 : 0; enum full m523 : 18; ALIGN (2) unsigned m524; } __attribute__ ((packed));
extern char use_s108[sizeof (union s108) + 1];
#pragma pack (pop)
struct s109 { struct s95 m525 __attribute__ ((aligned (16))); long m526 : 20; };
extern char use_s109[sizeof (struct s109) + 1];
union s110 { unsigned long long m527 : 64 __attribute__ ((packed)); };
extern char use_s110[sizeof (union s110) + 1];
struct s111 { long m528 : 14 __attribute__ ((packed, aligned (4))); enum negative : 0; union { unsigned long long m530[1] __attribute__ ((aligned (64))); _Atomic (long long) m531; union __attribute__ ((aligned (4))) { int_a8 : 32; } __attribute__ ((packed)); enum small m533 : 32; } m534; long long m535 : 27; long long m536 : 8; };
extern char use_s111[sizeof (struct s111) + 1];
struct s112 {  };
extern char use_s112[sizeof (struct s112) + 1];
struct s113 { long long m537 : 64; void * m538[2][2]; short m539 : 8 __attribute__ ((aligned (1))); _Bool : 0; };
extern char use_s113[sizeof (struct s113) + 1];
#pragma pack (1)
struct s114 { char m541; _Bool m542 : 1; vector16 m543; long m544; short m545 : 6; unsigned m546 : 12; } __attribute__ ((packed));
extern char use_s114[sizeof (struct s114) + 1];
#pragma pack ()
struct __attribute__ ((aligned (4))) s115 { enum small m547 : 10; struct s112 m548[3]; long m549 : 32; struct { struct { unsigned char m550; ALIGN (32) _Bool m551[1]; } __attribute__ ((packed)); unsigned short m552; }; enum negative m553 : 14; short_a32 m554; int m555; };
extern char use_s115[sizeof (struct s115) + 1];
struct s116 { long m556; short m557; long long m558; };
extern char use_s116[sizeof (struct s116) + 1];
struct s117 {  };
extern char use_s117[sizeof (struct s117) + 1];
struct s118 { char_a2 m559 : 3; };
extern char use_s118[sizeof (struct s118) + 1];
#pragma pack (2)
struct s119 { int m560 : 10; void * m561[1][3] __attribute__ ((aligned (4))); } __attribute__ ((packed));
extern char use_s119[sizeof (struct s119) + 1];
#pragma pack ()
#pragma pack (1)
union __attribute__ ((aligned (1))) s120 { unsigned INT128 m562[1]; };
extern char use_s120[sizeof (union s120) + 1];
#pragma pack ()
struct s121 { union { int m563 : 22; int_a1 : 8; ALIGN (32) __WCHAR_TYPE__ m565[4]; unsigned long int : 0; } __attribute__ ((aligned (1))); double_a16 m567; __WCHAR_TYPE__ m568[4]; };
extern char use_s121[sizeof (struct s121) + 1];
struct s122 { int : 4; } __attribute__ ((packed));
extern char use_s122[sizeof (struct s122) + 1];
struct s123 { struct s121 m570[1]; struct s121 m571; enum tight m572; long long m573 __attribute__ ((aligned (4))); };
extern char use_s123[sizeof (struct s123) + 1];
struct s124 { enum negative : 14; union { struct { long_a2 m575 : 23; int_a1 : 0; union __attribute__ ((aligned (8))) { long m577; struct s122 m578[2] __attribute__ ((aligned)); short m579; }; }; void * m580[4]; struct { struct s118 m581; long long m582; enum full m583; struct __attribute__ ((packed)) { unsigned short m584 __attribute__ ((aligned (32))); } m585; } m586; char_a2 m587; } m588[3]; enum negative : 0; short m590 : 16; unsigned long long m591[3][2]; long long m592 : 64; unsigned long int m593 : 26; };
extern char use_s124[sizeof (struct s124) + 1];
struct __attribute__ ((packed, aligned (1))) s125 { __SIZE_TYPE__ m594[3]; enum small m595; } __attribute__ ((packed));
extern char use_s125[sizeof (struct s125) + 1];
union MS_STRUCT __attribute__ ((aligned (4))) s126 { struct s116 m596[3]; long_a4 m597; short m598[1][3]; INT128 m599; struct { enum negative m600 : 3; _Atomic (char) m601[1][2]; struct s115 m602; int_a1 m603; } m604; struct { char_a2 m605 __attribute__ ((packed)); int m606 __attribute__ ((aligned (16))); unsigned char m607; long m608 __attribute__ ((aligned)); } m609; } __attribute__ ((packed));
extern char use_s126[sizeof (union s126) + 1];
struct s127 { long long m610[3] __attribute__ ((packed, aligned (4))); };
extern char use_s127[sizeof (struct s127) + 1];
struct s128 { char_a2 m611 : 3; unsigned char m612[2]; int_a1 m613 : 23; unsigned short : 13; enum small m615 : 22; };
extern char use_s128[sizeof (struct s128) + 1];
struct __attribute__ ((aligned (1))) s129 { char m617; enum small m616; long long m618[]; };
extern char use_s129[sizeof (struct s129) + 1];
struct s130 { long m619[4]; long m620; struct s127 m621; } __attribute__ ((packed));
extern char use_s130[sizeof (struct s130) + 1];
struct __attribute__ ((packed)) s131 { long_a2 m622 : 44; signed char m623; };
extern char use_s131[sizeof (struct s131) + 1];
#pragma pack (push, 4)
struct s132 { int m624 : 3; signed char m625 : 5; char_a2 m626 : 8 __attribute__ ((packed)); vector16 m627; enum small m628 : 30; enum small m629[2]; };
extern char use_s132[sizeof (struct s132) + 1];
#pragma pack (pop)
#pragma pack (push, 4)
struct __attribute__ ((packed, aligned (16))) s133 { unsigned char m630 : 7; } __attribute__ ((aligned (32)));
extern char use_s133[sizeof (struct s133) + 1];
#pragma pack (pop)
#pragma pack (push, 4)
struct s134 { enum small m631[1]; struct { short : 0; } m633; char_a2 m634 : 7; signed char m635 : 7 __attribute__ ((aligned (8))); };
extern char use_s134[sizeof (struct s134) + 1];
#pragma pack (pop)
struct s135 { struct { unsigned short m636[1][3]; _Bool : 0; union { long m638[4]; }; }; struct s125 m639[3]; long m640; union s126 m641; struct s127 m642; struct s122 m643[3]; };
extern char use_s135[sizeof (struct s135) + 1];
#pragma pack (push, 1)
union s136 { char_a2 m644 : 8; int_a1 : 18; long m646 : 18; _Complex float m647 __attribute__ ((aligned)); struct s123 m648; short m649 : 4; };
extern char use_s136[sizeof (union s136) + 1];
#pragma pack (pop)
struct s137 { union s126 m650; callback m651; };
extern char use_s137[sizeof (struct s137) + 1];
union s138 { ALIGN (2) short m652[4]; const char *volatile m653[1][4]; };
extern char use_s138[sizeof (union s138) + 1];
struct s139 { unsigned m654[4][1]; struct s133 m655; };
extern char use_s139[sizeof (struct s139) + 1];
#pragma pack (push, 16)
struct s140 { struct s127 m656; };
extern char use_s140[sizeof (struct s140) + 1];
#pragma pack (pop)
#pragma pack (1)
struct s141 { enum negative m657; struct __attribute__ ((packed)) { union { char_a2 : 0; unsigned m659 : 18; } m660; enum small m661 __attribute__ ((aligned (1))); int_a8 m662; union { struct s127 m663; } __attribute__ ((packed)) m664; } m665; struct s131 m666; ALIGN (4) long long m667[2][2]; vector8 m668[4][2]; };
extern char use_s141[sizeof (struct s141) + 1];
#pragma pack ()
#pragma pack (2)
union s142 {  };
extern char use_s142[sizeof (union s142) + 1];
#pragma pack ()
struct __attribute__ ((packed)) s143 { struct s140 m669; _Complex float m670; struct { float m671[3]; _Complex float m672[3]; union { enum small m673 : 13; }; unsigned short m674 __attribute__ ((packed)); }; } __attribute__ ((packed, aligned));
extern char use_s143[sizeof (struct s143) + 1];
union s144 { ALIGN (16) struct s130 m675 __attribute__ ((packed, aligned)); unsigned long long m676; char m677 __attribute__ ((aligned (8))); };
extern char use_s144[sizeof (union s144) + 1];
struct s145 { unsigned long long m678[2][1] __attribute__ ((packed)); struct s140 m679[1]; _Complex double m680[1] __attribute__ ((packed)); };
extern char use_s145[sizeof (struct s145) + 1];
struct s146 { struct __attribute__ ((packed, aligned)) { unsigned short m681[4] __attribute__ ((aligned (1))); unsigned INT128 m682[4]; }; enum full : 2; };
extern char use_s146[sizeof (struct s146) + 1];
#pragma pack (4)
struct __attribute__ ((aligned (8))) s147 { enum full m684; union s144 m685; union s138 m686; unsigned INT128 m687; long_a2 m688 : 36; };
extern char use_s147[sizeof (struct s147) + 1];
#pragma pack ()
struct __attribute__ ((aligned (8))) s148 { _Atomic (long long) m689; struct { unsigned long int : 0; }; union s144 m691; union s142 m692; float m693; long m694; } __attribute__ ((aligned (64)));
extern char use_s148[sizeof (struct s148) + 1];
#pragma pack (push, 2)
union s149 { short m695; long_a4 m696; ALIGN (2) enum negative m697[3][3]; unsigned long int m698; long long m699; struct s134 m700[3]; };
extern char use_s149[sizeof (union s149) + 1];
#pragma pack (pop)
