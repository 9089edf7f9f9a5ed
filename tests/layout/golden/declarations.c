#ifdef _MSC_VER
#define ALIGN(n) __declspec (align (n))
#else
#define ALIGN(n) __attribute__ ((aligned (n)))
#endif
#ifdef __cplusplus
#define ALIGNAS alignas
#else
#define ALIGNAS _Alignas
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
union __attribute__ ((packed, aligned (2))) s0 { unsigned short m1[4]; unsigned long long m2; };
extern char use_s0[sizeof (union s0) + 1];
struct s1 { _Complex float m3; union { union s0 m4[4]; }; union s0 m5; union s0 m6; unsigned m7; } __attribute__ ((aligned));
extern char use_s1[sizeof (struct s1) + 1];
union s2 { INT128 m8; struct s1 m9; };
extern char use_s2[sizeof (union s2) + 1];
struct s3 { ALIGN (1) char m10[2]; };
extern char use_s3[sizeof (struct s3) + 1];
struct s4 { signed char m11; _Atomic (long long) m12[4]; } __attribute__ ((packed));
extern char use_s4[sizeof (struct s4) + 1];
struct s5 { enum negative m13; unsigned char m14; } __attribute__ ((packed, aligned (4)));
extern char use_s5[sizeof (struct s5) + 1];
struct s6 { struct s5 m15; struct { union { struct s1 m16; _Atomic (long long) m17; } __attribute__ ((packed)) m18; unsigned char m19 : 7; union { unsigned long long m20; }; } m21; int m22 : 32; long long m23 : 64; signed char m24 : 8; char m25 : 5; signed char m26; };
extern char use_s6[sizeof (struct s6) + 1];
#pragma pack (push, 8)
struct s7 { const char *volatile m27; vector32 m28; char m29 : 5; };
extern char use_s7[sizeof (struct s7) + 1];
#pragma pack (pop)
struct s8 { union __attribute__ ((packed)) { char m30 : 7; ALIGN (2) short m31[2]; } m32; int m33; callback m34; struct s4 m35; };
extern char use_s8[sizeof (struct s8) + 1];
struct __attribute__ ((packed)) s9 { ALIGN (2) double m36 __attribute__ ((packed, aligned (2))); ALIGN (16) enum large m37[3]; unsigned m38; struct s1 m39[1][3]; enum full m40 : 21; };
extern char use_s9[sizeof (struct s9) + 1];
struct __attribute__ ((packed)) s10 { int : 0; };
extern char use_s10[sizeof (struct s10) + 1];
struct s11 { union __attribute__ ((aligned)) { short : 2; struct s8 m42[2]; signed char m43 : 6; unsigned long int m44 : 25; }; enum negative m45 : 5; enum full : 0; int_a8 m47 : 5; long m48 : 5; enum full m49 : 32; };
extern char use_s11[sizeof (struct s11) + 1];
struct s12 { int_a8 m50 : 17; _Bool m51 : 1; char_a2 : 0; long m53; struct { union { int_a8 : 14; ALIGNAS (64) struct s9 m55; long long m56 : 53; }; unsigned short m57; long long m58[4][1]; } __attribute__ ((packed)); };
extern char use_s12[sizeof (struct s12) + 1];
_Pragma ("pack (push, 1)")
struct __attribute__ ((packed)) s13 { const char *volatile m59; enum large m60[4]; short m61[1] __attribute__ ((aligned (64))); };
extern char use_s13[sizeof (struct s13) + 1];
_Pragma ("pack (pop)")
union s14 { struct s11 m62; struct s13 m63; double_a16 m64; _Complex double m65; };
extern char use_s14[sizeof (union s14) + 1];
_Pragma ("pack (push, 4)")
struct s15 { _Atomic (long long) m66; };
extern char use_s15[sizeof (struct s15) + 1];
_Pragma ("pack (pop)")
struct __attribute__ ((packed)) s16 { unsigned char m67 : 6; unsigned short m68 : 5; long long m69[3]; unsigned short m70 : 10; unsigned : 0; long long m72[3]; };
extern char use_s16[sizeof (struct s16) + 1];
#pragma pack (push, 2)
struct __attribute__ ((packed)) s17 { long_a4 m73; enum full m74; struct s9 m75[1][1]; vector16 m76[3]; char_a2 m77; struct s4 m78; };
extern char use_s17[sizeof (struct s17) + 1];
#pragma pack (pop)
struct s18 { long long m79 : 51; } __attribute__ ((packed, aligned));
extern char use_s18[sizeof (struct s18) + 1];
struct s19 { enum large m80; short_a32 m81; };
extern char use_s19[sizeof (struct s19) + 1];
#pragma pack (push, outer, 8)
#pragma pack (push, 1)
#pragma pack (push, inner, 2)
#pragma pack (pop)
#pragma pack (pop)
struct s20 { enum small m82 : 10; long : 0; long m84 __attribute__ ((packed)); };
extern char use_s20[sizeof (struct s20) + 1];
#pragma pack (push, 4)
#pragma pack (pop, outer)
#pragma pack (push, 8)
struct s21 { union __attribute__ ((aligned (16))) { _Complex float m85 __attribute__ ((packed)); struct __attribute__ ((packed)) { unsigned long int m86[4]; int m87 : 23; }; union { struct { struct s15 m88[3]; unsigned char : 6; ALIGN (64) long_a2 m90 : 48; }; } m91; } m92[1]; struct s11 m93; };
extern char use_s21[sizeof (struct s21) + 1];
#pragma pack (pop)
struct s22 { struct { __SIZE_TYPE__ m94[3]; } __attribute__ ((packed)) m95; enum small m96 : 31; short_a32 m97; };
extern char use_s22[sizeof (struct s22) + 1];
#pragma pack (push, outer, 8)
#pragma pack (push, 1)
#pragma pack (push, inner, 2)
#pragma pack (pop)
#pragma pack (pop)
struct s23 { unsigned char m98[2]; union { signed char m99; int_a8 m100 : 21; long long m101 : 30; struct s18 m102 __attribute__ ((packed)); } m103; unsigned short m104; const char *volatile m105; callback m106 __attribute__ ((aligned (32))); union { struct s22 m107; long double m108; int_a8 m109; } m110; unsigned m111; } __attribute__ ((aligned (1)));
extern char use_s23[sizeof (struct s23) + 1];
#pragma pack (push, 4)
#pragma pack (pop, outer)
struct __attribute__ ((aligned (32))) s24 { char m112 : 7; };
extern char use_s24[sizeof (struct s24) + 1];
union s25 { unsigned short m113; unsigned long long m114 : 33; unsigned long int m115[3]; char m116 : 2; int m117; char m118; char_a2 m119; };
extern char use_s25[sizeof (union s25) + 1];
union __attribute__ ((packed)) s26 { __SIZE_TYPE__ m120[1]; ALIGN (4) short m121; vector32 m122[3]; struct s16 m123; } __attribute__ ((aligned (64)));
extern char use_s26[sizeof (union s26) + 1];
#pragma pack (1)
struct s27 { unsigned long long m124; float m125[2]; struct s22 m126; enum tight m127; };
extern char use_s27[sizeof (struct s27) + 1];
#pragma pack ()
struct s28 { ALIGNAS (64) long long m128; long long m129; vector16 m130; struct { long m131[2]; _Atomic (char) m132[2]; unsigned short m133 : 15; }; struct s20 m134[3][2]; enum negative m135[3]; struct s18 m136; };
extern char use_s28[sizeof (struct s28) + 1];
struct __attribute__ ((aligned (1))) s29 { union __attribute__ ((packed)) { ALIGN (1) unsigned short m137 : 16; } m138[3]; short m139; void * m140; int_a1 m141; struct s24 m142; struct s28 m143[4]; };
extern char use_s29[sizeof (struct s29) + 1];
struct s30 { unsigned long long m144; unsigned char m145 : 6; _Complex double m146[4] __attribute__ ((packed)); };
extern char use_s30[sizeof (struct s30) + 1];
#pragma pack (1)
struct __attribute__ ((packed)) s31 { struct { union { vector32 m147 __attribute__ ((aligned (4))); unsigned long long m148; struct s28 m149[2][1]; } __attribute__ ((packed)) m150; __SIZE_TYPE__ m151 __attribute__ ((packed)); struct s27 m152; double_a16 m153; }; vector32 m154[2]; enum tight m155 __attribute__ ((aligned (32))); short m156; };
extern char use_s31[sizeof (struct s31) + 1];
#pragma pack (0)
struct s32 { long m157; unsigned char m158; };
extern char use_s32[sizeof (struct s32) + 1];
struct s33 { unsigned short m159[1]; ALIGNAS (64) vector16 m160 __attribute__ ((packed)); unsigned char m161; struct s30 m162[1] __attribute__ ((aligned (64))); struct { long long m163 : 64; long m164[2]; int_a8 : 32; }; __WCHAR_TYPE__ m166; char m167; };
extern char use_s33[sizeof (struct s33) + 1];
union s34 { unsigned short m168; union s26 m169[4][3]; signed char m170 : 2; struct { struct s30 m171[2]; }; union __attribute__ ((aligned (8))) { struct s33 m172[4]; unsigned m173; long m174; short m175[3]; } m176; };
extern char use_s34[sizeof (union s34) + 1];
struct s35 { long_a2 : 46; short m178 : 4; long long m179; };
extern char use_s35[sizeof (struct s35) + 1];
#pragma pack (push)
#pragma pack (2)
union s36 { int_a1 m180 : 7; signed char m181; struct s35 m182; _Bool m183 : 1; };
extern char use_s36[sizeof (union s36) + 1];
#pragma pack (pop)
struct s37 { unsigned long long : 0; int_a1 m185 : 25; struct { enum negative m186[1]; }; int m187[3]; struct { unsigned long int m188 : 24; }; char_a2 m189 : 2; } __attribute__ ((aligned (16)));
extern char use_s37[sizeof (struct s37) + 1];
union s38 { int_a1 m190; char m191; union s34 m192[4][4]; unsigned INT128 m193[3]; };
extern char use_s38[sizeof (union s38) + 1];
struct s39 { struct __attribute__ ((aligned (1))) { struct { int m194; }; ALIGN (1) enum small m195; unsigned long long m196[2][4]; union { unsigned m197 __attribute__ ((aligned (2))); struct { char m198; unsigned short m199; } m200[1]; enum small m201 : 16; unsigned short m202[1]; } m203; }; ALIGNAS (64) unsigned INT128 m204; int m205 : 32; struct s28 m206 __attribute__ ((aligned (32))); } __attribute__ ((packed));
extern char use_s39[sizeof (struct s39) + 1];
struct s40 { unsigned long int : 10; union __attribute__ ((packed, aligned (16))) { char m208 : 5 __attribute__ ((aligned (32))); unsigned char m209 : 8; }; };
extern char use_s40[sizeof (struct s40) + 1];
#pragma pack (2)
union s41 { unsigned char m210 : 8; union __attribute__ ((packed)) { struct s32 m211; }; long double m212 __attribute__ ((aligned (4))); char m213; char : 8; char_a2 : 5; signed char : 0; };
extern char use_s41[sizeof (union s41) + 1];
#pragma pack (0)
#pragma pack (push, mark)
#pragma pack (push, 1)
#pragma pack (push, 2)
#pragma pack (pop, mark)
#pragma pack (push, 1)
union s42 { short_a32 m217; enum negative m218[4]; short m219 : 12; unsigned short m220 : 11; unsigned short m221; unsigned short : 0; ALIGNAS (64) double m223[3]; } __attribute__ ((packed));
extern char use_s42[sizeof (union s42) + 1];
#pragma pack (pop)
struct s43 { unsigned long int : 24; unsigned m225 : 13; unsigned short m226 : 10 __attribute__ ((packed)); signed char m227; } __attribute__ ((packed));
extern char use_s43[sizeof (struct s43) + 1];
#pragma pack (push, 2)
struct s44 { float m228[1] __attribute__ ((packed)); vector32 m229[2]; };
extern char use_s44[sizeof (struct s44) + 1];
#pragma pack (pop)
struct __attribute__ ((packed)) s45 { struct { ALIGN (64) long_a2 m230 __attribute__ ((packed)); _Complex float m231[3][1]; struct s37 m232; } m233; struct s37 m234; long m235; ALIGNAS (64) char m236; enum negative m237; struct s37 m238[3]; struct s40 m239 __attribute__ ((aligned (1))); } __attribute__ ((aligned (16)));
extern char use_s45[sizeof (struct s45) + 1];
struct s46 { char : 0; signed char m241[2]; };
extern char use_s46[sizeof (struct s46) + 1];
struct s47 { struct s37 m242[1]; signed char m243[2][3]; } __attribute__ ((aligned (4)));
extern char use_s47[sizeof (struct s47) + 1];
#pragma pack (push, mark)
#pragma pack (push, 1)
#pragma pack (push, 2)
#pragma pack (pop, mark)
#pragma pack (push, 8)
struct __attribute__ ((packed)) s48 { struct s40 m244; } __attribute__ ((packed));
extern char use_s48[sizeof (struct s48) + 1];
#pragma pack (pop)
union s49 { long m245 : 20; unsigned long long m246; union { int_a1 m247; struct s44 m248; }; struct s48 m249[3][2] __attribute__ ((packed)); union { unsigned m250[3]; }; };
extern char use_s49[sizeof (union s49) + 1];
struct MS_STRUCT s50 {  };
extern char use_s50[sizeof (struct s50) + 1];
#pragma pack (push, 2)
struct __attribute__ ((packed)) s51 { int : 0; } __attribute__ ((aligned (1)));
extern char use_s51[sizeof (struct s51) + 1];
#pragma pack (pop)
struct s52 { enum full m251 : 25; unsigned long long m252[4]; struct { long m253[3]; long_a4 m254[1]; } __attribute__ ((aligned (2))); unsigned long long m255; char : 8; };
extern char use_s52[sizeof (struct s52) + 1];
union __attribute__ ((aligned (1))) s53 { _Atomic int m257[1]; };
extern char use_s53[sizeof (union s53) + 1];
struct s54 { unsigned long long m258 : 3; _Atomic int m259; long m260[3]; long_a2 m261 : 18; double_a16 m262; };
extern char use_s54[sizeof (struct s54) + 1];
struct __attribute__ ((packed)) s55 { _Bool m263 : 1; const char *volatile m264[1]; signed char : 3; char m266 : 8; };
extern char use_s55[sizeof (struct s55) + 1];
#pragma pack (1)
struct __attribute__ ((packed)) s56 { struct { long_a2 m267; unsigned long int m268[2] __attribute__ ((aligned (4))); } m269; struct s50 m270; };
extern char use_s56[sizeof (struct s56) + 1];
#pragma pack ()
struct s57 { __WCHAR_TYPE__ m271[4]; };
extern char use_s57[sizeof (struct s57) + 1];
struct s58 { unsigned char : 5; unsigned long long m273 : 39; long m274 : 22; union { int_a8 m275; }; signed char m276[2]; struct { _Bool m277 : 1; ALIGN (64) unsigned m278 : 12; } m279; };
extern char use_s58[sizeof (struct s58) + 1];
struct s59 { struct __attribute__ ((packed)) { long double m280; } __attribute__ ((aligned (64))) m281; signed char m282; };
extern char use_s59[sizeof (struct s59) + 1];
struct MS_STRUCT s60 { unsigned m283[1]; struct s54 m284; unsigned INT128 m285; struct __attribute__ ((packed)) { char_a2 m286; struct { int_a8 m287 : 15 __attribute__ ((packed)); struct s56 m288; unsigned long int m289; } __attribute__ ((aligned (64))); } __attribute__ ((packed)) m290; int m291; struct s52 m292; };
extern char use_s60[sizeof (struct s60) + 1];
struct s61 { int_a8 : 17; struct { vector8 m294; } m295; struct { ALIGN (8) enum full m296 : 8; _Complex float m297; } m298; long long m299; };
extern char use_s61[sizeof (struct s61) + 1];
struct MS_STRUCT s62 { char_a2 m300 : 8; long : 24; enum negative m302 : 19; int : 7; };
extern char use_s62[sizeof (struct s62) + 1];
struct s63 { unsigned long long m304; unsigned long long m305 : 64; struct { struct s58 m306; unsigned long long m307[3]; ALIGN (64) unsigned m308; unsigned long int m309[2] __attribute__ ((packed)); } __attribute__ ((aligned (1))) m310; };
extern char use_s63[sizeof (struct s63) + 1];
#pragma pack (push, 1)
union s64 { __SIZE_TYPE__ m311 __attribute__ ((packed)); struct s57 m312; enum small m313; };
extern char use_s64[sizeof (union s64) + 1];
#pragma pack (pop)
union __attribute__ ((aligned)) s65 { int_a8 m314 : 32 __attribute__ ((packed)); int_a8 : 0; _Bool m316 : 1 __attribute__ ((packed)); char m317 : 8; signed char m318; long m319 : 14; };
extern char use_s65[sizeof (union s65) + 1];
#pragma pack (push, outer, 2)
#pragma pack (push, 1)
#pragma pack (push, inner, 2)
#pragma pack (pop)
#pragma pack (pop)
struct s66 { struct s54 m320; struct s59 m321 __attribute__ ((aligned (1))); void * m322[1][2]; struct s58 m323 __attribute__ ((packed)); };
extern char use_s66[sizeof (struct s66) + 1];
#pragma pack (push, 4)
#pragma pack (pop, outer)
struct s67 { char_a2 m324 : 7; char_a2 m325 : 5; enum full : 0; _Bool : 1; } __attribute__ ((packed));
extern char use_s67[sizeof (struct s67) + 1];
struct s68 { short m328; unsigned long long m329 : 48; _Complex double m330; enum negative m331 : 17 __attribute__ ((aligned (64))); char_a2 m332 : 1; };
extern char use_s68[sizeof (struct s68) + 1];
struct s69 { enum large m333[3]; struct s62 m334; int m335[3] __attribute__ ((aligned (16))); long long m336[1] __attribute__ ((aligned (8))); unsigned m337[2]; } __attribute__ ((packed));
extern char use_s69[sizeof (struct s69) + 1];
#pragma pack (push)
#pragma pack (8)
union s70 { short : 0; char m339 : 5; char_a2 m340 : 4 __attribute__ ((packed, aligned (2))); unsigned char m341 : 5; long : 0; };
extern char use_s70[sizeof (union s70) + 1];
#pragma pack (pop)
struct s71 { _Bool m343 : 1 __attribute__ ((packed)); _Bool : 1; union s70 m345; };
extern char use_s71[sizeof (struct s71) + 1];
union s72 { struct { struct s68 m346; struct { unsigned m347 __attribute__ ((packed)); float m348; vector32 m349[3]; union { ALIGN (4) short m350 : 2; signed char : 0; long m352 : 18; } __attribute__ ((packed)); } m353; } m354; unsigned char m355[2]; ALIGN (1) enum small m356[1] __attribute__ ((aligned (2))); void * m357[3] __attribute__ ((aligned (32))); };
extern char use_s72[sizeof (union s72) + 1];
struct __attribute__ ((aligned (64))) s73 { union __attribute__ ((packed)) { union s72 m358[1]; } m359; ALIGN (4) union s65 m360[1]; long_a2 m361 : 56; __WCHAR_TYPE__ m362; signed char m363 : 8; struct { _Complex float m364[2][3]; struct __attribute__ ((aligned (1))) { signed char m365 : 7; } __attribute__ ((packed)) m366; }; INT128 m367; };
extern char use_s73[sizeof (struct s73) + 1];
_Pragma ("pack (push, 4)")
struct s74 { int m368[2]; _Complex float m369[1]; struct s73 m370; unsigned INT128 m371[4][3]; };
extern char use_s74[sizeof (struct s74) + 1];
_Pragma ("pack (pop)")
struct s75 { struct __attribute__ ((packed)) { union { union { ALIGN (64) unsigned long long m372; struct s69 m373; union s70 m374; long double m375; } m376; unsigned m377 : 32; long long m378; int_a8 m379 : 21; } m380; unsigned char m381 : 2; union __attribute__ ((aligned (2))) { struct { char_a2 m382 : 4; }; enum small m383 : 8 __attribute__ ((aligned)); }; callback m384; } m385; } __attribute__ ((packed, aligned (2)));
extern char use_s75[sizeof (struct s75) + 1];
#pragma pack (push, mark)
#pragma pack (push, 1)
#pragma pack (push, 2)
#pragma pack (pop, mark)
#pragma pack (push, 1)
struct MS_STRUCT s76 { unsigned short m386 : 16; };
extern char use_s76[sizeof (struct s76) + 1];
#pragma pack (pop)
#pragma pack (4)
struct __attribute__ ((packed)) s77 { unsigned long long m387 : 57; unsigned : 0; char_a2 m389 : 8; short m390 : 16; struct s75 m391[1][3]; struct { unsigned long int : 0; long m393 : 32; char : 6; enum full m395 : 15; }; short m396 : 14; };
extern char use_s77[sizeof (struct s77) + 1];
#pragma pack (0)
#pragma pack (push)
#pragma pack (2)
struct s78 {  };
extern char use_s78[sizeof (struct s78) + 1];
#pragma pack (pop)
struct s79 { long long m397 : 61; unsigned short m398 : 6; _Atomic int m399[2]; char : 0; };
extern char use_s79[sizeof (struct s79) + 1];
struct __attribute__ ((packed)) s80 { short_a32 m401 __attribute__ ((aligned (4))); unsigned long long m402; short m403[2]; } __attribute__ ((aligned (64)));
extern char use_s80[sizeof (struct s80) + 1];
struct __attribute__ ((aligned (64))) s81 { char m412; enum small : 24; long m405 : 10; unsigned char m406; union { INT128 m407; struct s68 m408[3][3]; ALIGNAS (64) long m409[2]; }; int_a8 : 0; short m411; unsigned long long m413[]; };
extern char use_s81[sizeof (struct s81) + 1];
#pragma pack (push, outer, 2)
#pragma pack (push, 1)
#pragma pack (push, inner, 2)
#pragma pack (pop)
#pragma pack (pop)
union s82 { enum full m414[2]; union s72 m415; unsigned long int m416; enum large m417 __attribute__ ((aligned (16))); struct s71 m418; };
extern char use_s82[sizeof (union s82) + 1];
#pragma pack (push, 4)
#pragma pack (pop, outer)
struct s83 { union s72 m419[4]; vector8 m420; union s82 m421[3][1]; unsigned m422; int_a1 m423 __attribute__ ((aligned (2))); } __attribute__ ((packed));
extern char use_s83[sizeof (struct s83) + 1];
#pragma pack (push, 1)
struct s84 { unsigned m424 : 5; struct s68 m425[2]; };
extern char use_s84[sizeof (struct s84) + 1];
#pragma pack (pop)
struct __attribute__ ((aligned (4))) s85 { long m426; _Complex float m427; vector16 m428; unsigned long long m429 __attribute__ ((packed)); unsigned long long m430; vector16 m431[1]; char m432[1][4]; };
extern char use_s85[sizeof (struct s85) + 1];
struct s86 { unsigned char m433 : 3; unsigned m434; enum negative m435 : 15; struct s80 m436[4] __attribute__ ((packed)); double m437[1]; long long : 0; };
extern char use_s86[sizeof (struct s86) + 1];
struct __attribute__ ((packed, aligned (1))) s87 { enum small m439 : 13; };
extern char use_s87[sizeof (struct s87) + 1];
#pragma pack (16)
struct s88 {  };
extern char use_s88[sizeof (struct s88) + 1];
#pragma pack (0)
union __attribute__ ((aligned (2))) s89 { vector8 m440; double_a16 m441; struct { struct s86 m442 __attribute__ ((aligned (16))); vector32 m443; _Complex double m444[2]; }; } __attribute__ ((aligned (64)));
extern char use_s89[sizeof (union s89) + 1];
struct s90 { ALIGN (16) unsigned INT128 m445; union { enum large m446[4]; } m447; struct s75 m448[3]; };
extern char use_s90[sizeof (struct s90) + 1];
struct __attribute__ ((aligned (64))) s91 { long long m449; };
extern char use_s91[sizeof (struct s91) + 1];
#pragma pack (16)
struct s92 { struct s91 m450; enum small m451; unsigned long int m452[2]; union { ALIGNAS (64) long m453; } __attribute__ ((aligned (2))); long m454; unsigned m455; __SIZE_TYPE__ m456[3]; };
extern char use_s92[sizeof (struct s92) + 1];
#pragma pack (0)
#pragma pack (push)
#pragma pack (4)
struct s93 { struct { char m457 : 8 __attribute__ ((aligned (32))); unsigned long long m458 : 25; char_a2 m459 : 5 __attribute__ ((aligned (2))); } m460; int m461 : 22; signed char m462; INT128 m463; vector16 m464; char m465 : 2; int m466[4][4]; } __attribute__ ((aligned (8)));
extern char use_s93[sizeof (struct s93) + 1];
#pragma pack (pop)
#pragma pack (1)
struct s94 { struct s85 m467[3]; _Bool m468; int m469; };
extern char use_s94[sizeof (struct s94) + 1];
#pragma pack ()
struct __attribute__ ((packed)) s95 { signed char m470; struct s93 m471; };
extern char use_s95[sizeof (struct s95) + 1];
struct s96 { unsigned long long m472; struct s95 m473; struct s94 m474; __SIZE_TYPE__ m475 __attribute__ ((aligned (2))); vector8 m476[1]; };
extern char use_s96[sizeof (struct s96) + 1];
#pragma pack (push)
#pragma pack (16)
struct s97 { struct { _Bool m477[4][4]; union s89 m478; unsigned short m479; } m480; long long m481; signed char m482 : 7; _Bool m483[3]; __WCHAR_TYPE__ m484; unsigned short m485; struct { long long m486; long_a4 m487 __attribute__ ((packed)); }; };
extern char use_s97[sizeof (struct s97) + 1];
#pragma pack (pop)
struct s98 { enum small m488 : 31; ALIGN (4) char_a2 m489; };
extern char use_s98[sizeof (struct s98) + 1];
struct MS_STRUCT s99 { char m501; struct { unsigned long long : 0; struct __attribute__ ((packed, aligned (4))) { __WCHAR_TYPE__ m491; callback m492; char m493; struct __attribute__ ((aligned (8))) { ALIGN (1) char m494 __attribute__ ((packed)); struct s93 m495; enum small m496[2] __attribute__ ((packed)); } __attribute__ ((packed)); }; char m497[4][3]; }; struct s87 m498; unsigned long long m499; __SIZE_TYPE__ m500; unsigned short m502[]; };
extern char use_s99[sizeof (struct s99) + 1];
#pragma pack (push, outer, 1)
#pragma pack (push, 1)
#pragma pack (push, inner, 2)
#pragma pack (pop)
#pragma pack (pop)
union __attribute__ ((packed)) s100 { signed char m503; union { union __attribute__ ((packed)) { struct { struct s94 m504[1]; short m505[1] __attribute__ ((aligned)); long_a4 m506; } __attribute__ ((aligned (16))) m507[3]; unsigned long int m508[3]; unsigned char m509; }; } __attribute__ ((aligned (8))) m510[1]; unsigned long long m511 : 14; struct __attribute__ ((packed)) { int_a1 m512 : 7; unsigned char m513 : 2; }; } __attribute__ ((aligned (4)));
extern char use_s100[sizeof (union s100) + 1];
#pragma pack (push, 4)
#pragma pack (pop, outer)
#pragma pack (push, outer, 1)
#pragma pack (push, 1)
#pragma pack (push, inner, 2)
#pragma pack (pop)
#pragma pack (pop)
struct MS_STRUCT __attribute__ ((aligned (16))) s101 { char m532; enum full m514 : 18; int_a8 m515 : 24; struct s92 m516; long long m517 : 27; long long m518 : 8; struct s96 m519; struct { unsigned long int m520; void * m521; struct { union __attribute__ ((packed)) { struct s95 m522; unsigned short m523; } m524[2]; } __attribute__ ((packed)) m525; struct __attribute__ ((packed)) { struct s98 m526[1][2] __attribute__ ((aligned)); union { long_a2 m527 __attribute__ ((packed)); ALIGNAS (64) struct s87 m528[4]; int m529; } __attribute__ ((aligned (64))) m530; }; } m531; char m533[]; };
extern char use_s101[sizeof (struct s101) + 1];
#pragma pack (push, 4)
#pragma pack (pop, outer)
struct s102 { long double m534; INT128 m535[1]; long m536 : 32; struct __attribute__ ((aligned (8))) { struct { struct s88 m537; signed char m538; } __attribute__ ((packed)); _Bool m539[4] __attribute__ ((aligned (64))); } __attribute__ ((packed)) m540; };
extern char use_s102[sizeof (struct s102) + 1];
_Pragma ("pack (push, 4)")
struct s103 { long long m541[4]; struct { struct { signed char : 0; char_a2 m543 : 4; } __attribute__ ((aligned (2))) m544; double_a16 m545; struct { struct s91 m546[3]; signed char m547 : 3 __attribute__ ((packed)); unsigned short m548 : 11; }; short m549[2]; }; unsigned long int m550 : 23; int_a1 : 0; _Bool m552 : 1; };
extern char use_s103[sizeof (struct s103) + 1];
_Pragma ("pack (pop)")
struct s104 { ALIGNAS (64) short m553; signed char m554; };
extern char use_s104[sizeof (struct s104) + 1];
struct s105 { struct s104 m555 __attribute__ ((aligned (1))); long m556; struct __attribute__ ((aligned (16))) { long long m557; struct s104 m558 __attribute__ ((packed)); }; struct s91 m559[4]; struct { struct s95 m560[1] __attribute__ ((aligned (2))); }; char m561; };
extern char use_s105[sizeof (struct s105) + 1];
struct s106 { struct s96 m562; short m563; enum negative m564 __attribute__ ((packed)); };
extern char use_s106[sizeof (struct s106) + 1];
#pragma pack (push, mark)
#pragma pack (push, 1)
#pragma pack (push, 2)
#pragma pack (pop, mark)
#pragma pack (push, 1)
struct s107 { struct { long_a2 m565 : 23; int_a1 : 0; union { long double m567[4][1]; ALIGNAS (64) unsigned short m568; _Atomic int m569[2]; }; } m570; unsigned long int m571; long double m572; struct s103 m573[3]; };
extern char use_s107[sizeof (struct s107) + 1];
#pragma pack (pop)
struct s108 { unsigned : 29; unsigned short m575 : 2; _Atomic (char) m576 __attribute__ ((aligned (32))); };
extern char use_s108[sizeof (struct s108) + 1];
struct s109 { int m577 : 21; ALIGNAS (64) struct s102 m578; char m579 : 5; unsigned long long m580 : 64; long m581; unsigned long long m582 : 61; } __attribute__ ((aligned (32)));
extern char use_s109[sizeof (struct s109) + 1];
#pragma pack (4)
struct s110 { union { int_a8 m583; _Bool m584[2][2]; } m585; _Atomic int m586[1]; _Complex float m587; enum negative m588; enum small m589; short m590[2]; };
extern char use_s110[sizeof (struct s110) + 1];
#pragma pack ()
struct s111 {  };
extern char use_s111[sizeof (struct s111) + 1];
#pragma pack (8)
struct s112 { long : 3; int m592 : 32; short m593 : 14; unsigned long int m594 : 10; long long : 0; enum small m596[4]; } __attribute__ ((aligned (16)));
extern char use_s112[sizeof (struct s112) + 1];
#pragma pack ()
struct s113 { enum full m597[4]; struct s111 m598; };
extern char use_s113[sizeof (struct s113) + 1];
struct __attribute__ ((aligned (64))) s114 { union { enum small m599 : 32; struct { unsigned long long : 60; ALIGN (1) enum full m601 : 28; int_a8 m602 : 4; } m603; long long : 64; } m605; ALIGN (8) enum small m606[2] __attribute__ ((packed)); union s100 m607; short m608; };
extern char use_s114[sizeof (struct s114) + 1];
struct __attribute__ ((aligned (64))) s115 { struct { ALIGNAS (64) unsigned short m609; }; };
extern char use_s115[sizeof (struct s115) + 1];
_Pragma ("pack (push, 1)")
struct s116 { long long : 54; int_a8 m611 : 24; };
extern char use_s116[sizeof (struct s116) + 1];
_Pragma ("pack (pop)")
struct s117 { void * m612; enum small m613; struct s103 m614[3][3]; struct s103 m615 __attribute__ ((aligned (64))); _Complex double m616; struct s115 m617 __attribute__ ((aligned (2))); };
extern char use_s117[sizeof (struct s117) + 1];
struct s118 { unsigned long int m618; union __attribute__ ((aligned (1))) { union { ALIGNAS (64) vector8 m619; const char *volatile m620; vector32 m621; }; }; struct s111 m622; long_a2 m623; enum small m624[1] __attribute__ ((packed)); };
extern char use_s118[sizeof (struct s118) + 1];
struct s119 { double_a16 m625; union { _Atomic (long long) m626; unsigned long int m627 : 17; }; int_a1 m628 : 32; _Bool m629 : 1; unsigned long long m630 : 39; };
extern char use_s119[sizeof (struct s119) + 1];
#pragma pack (4)
struct __attribute__ ((packed)) s120 { unsigned long int m631 : 32; unsigned long int : 0; struct s119 m633[2]; } __attribute__ ((aligned (32)));
extern char use_s120[sizeof (struct s120) + 1];
#pragma pack ()
struct s121 { struct { int_a1 m634; } __attribute__ ((aligned (32))); unsigned long long m635 : 64; } __attribute__ ((packed));
extern char use_s121[sizeof (struct s121) + 1];
#pragma pack (push)
#pragma pack (2)
struct MS_STRUCT s122 { _Bool m636; long_a2 : 0; };
extern char use_s122[sizeof (struct s122) + 1];
#pragma pack (pop)
union s123 { unsigned char m638; };
extern char use_s123[sizeof (union s123) + 1];
#pragma pack (2)
union s124 { unsigned long int m639 : 3; short m640[1]; signed char m641 : 8; unsigned short m642; int m643; const char *volatile m644[3]; };
extern char use_s124[sizeof (union s124) + 1];
#pragma pack ()
#pragma pack (push, outer, 4)
#pragma pack (push, 1)
#pragma pack (push, inner, 2)
#pragma pack (pop)
#pragma pack (pop)
struct __attribute__ ((aligned (4))) s125 { short m645; } __attribute__ ((aligned (2)));
extern char use_s125[sizeof (struct s125) + 1];
#pragma pack (push, 4)
#pragma pack (pop, outer)
struct s126 { __SIZE_TYPE__ m646[3]; enum negative m647 : 23; int_a8 m648 : 32; ALIGNAS (64) long long m649; ALIGN (64) unsigned short m650; };
extern char use_s126[sizeof (struct s126) + 1];
struct __attribute__ ((packed)) s127 { int m651 : 20 __attribute__ ((aligned (1))); enum large m652[4]; char_a2 m653 : 6; struct s120 m654; enum small m655 : 13; vector32 m656[4]; unsigned long int : 0; };
extern char use_s127[sizeof (struct s127) + 1];
struct MS_STRUCT __attribute__ ((aligned (32))) s128 { unsigned m658[4]; char_a2 : 0; double_a16 m660; char : 8; int_a1 m662 : 23; enum small m663 : 2; };
extern char use_s128[sizeof (struct s128) + 1];
struct s129 { union { union { short m664[2] __attribute__ ((packed)); ALIGNAS (64) __SIZE_TYPE__ m665 __attribute__ ((packed)); unsigned short m666; } m667; ALIGN (1) union s123 m668[1][2] __attribute__ ((aligned (1))); struct { char_a2 m669 : 3; union { _Atomic int m670[4]; enum negative m671; struct s118 m672; ALIGNAS (64) unsigned INT128 m673; } m674; _Bool m675 : 1; unsigned long long m676 : 64; } m677; } m678; union { _Complex double m679[2]; }; vector16 m680; union s123 m681; enum small m682; _Complex float m683; long long m684[1][4]; } __attribute__ ((aligned));
extern char use_s129[sizeof (struct s129) + 1];
union MS_STRUCT s130 { long_a2 m685 : 29; struct { unsigned INT128 m686; } m687; union { char_a2 m688 : 3; }; } __attribute__ ((aligned (2)));
extern char use_s130[sizeof (union s130) + 1];
struct s131 { int_a8 m689; signed char m690[1] __attribute__ ((aligned (8))); union { union { unsigned short m691 : 1; }; struct __attribute__ ((packed, aligned (64))) { long : 17; } __attribute__ ((packed)) m693[2]; _Atomic int m694; } __attribute__ ((packed)) m695; unsigned char : 7; unsigned m697 : 32; };
extern char use_s131[sizeof (struct s131) + 1];
struct __attribute__ ((aligned (16))) s132 { unsigned char m698 : 8; };
extern char use_s132[sizeof (struct s132) + 1];
union __attribute__ ((packed)) s133 { int : 0; };
extern char use_s133[sizeof (union s133) + 1];
struct s134 { enum small m700 : 22; enum negative m701 : 2; enum small m702 : 6; unsigned long long m703[1]; long m704; struct s131 m705; signed char m706 : 4; };
extern char use_s134[sizeof (struct s134) + 1];
struct __attribute__ ((packed)) s135 { union s124 m707; unsigned m708 : 22; int_a8 m709 : 32; struct s132 m710; unsigned m711 : 32; } __attribute__ ((packed));
extern char use_s135[sizeof (struct s135) + 1];
struct s136 { long long m712[4] __attribute__ ((packed, aligned)); union { unsigned m713 : 18; int m714 : 3; signed char m715 : 6; }; struct s135 m716; _Complex double m717; };
extern char use_s136[sizeof (struct s136) + 1];
#pragma pack (push, 2)
struct __attribute__ ((packed)) s137 { enum small m718; };
extern char use_s137[sizeof (struct s137) + 1];
#pragma pack (pop)
#pragma pack (4)
struct s138 { vector8 m719; unsigned long int m720[3]; union { int m721 : 22; struct { unsigned INT128 m722[1]; _Atomic (long long) m723; double m724[3]; }; _Bool m725 : 1; short m726 : 8; } m727[2]; char m728; struct { long long : 0; char m730[1]; long m731 : 32; } __attribute__ ((aligned (8))) m732; struct s128 m733; unsigned long int m734 __attribute__ ((packed)); };
extern char use_s138[sizeof (struct s138) + 1];
#pragma pack (0)
union s139 { long_a2 m735; union __attribute__ ((aligned)) { struct { long_a2 m736 : 64; _Atomic int m737; unsigned char m738[3]; long long m739 : 64; } m740[3]; }; int : 32; unsigned long long m742 : 7; _Bool m743 : 1; struct { struct s135 m744[3]; } __attribute__ ((aligned (1))) m745; struct s138 m746; };
extern char use_s139[sizeof (union s139) + 1];
struct s140 { _Complex float m747; long m748 : 32; struct { int m749 : 9; long m750; } m751; struct s137 m752[3]; };
extern char use_s140[sizeof (struct s140) + 1];
_Pragma ("pack (push, 8)")
struct __attribute__ ((packed)) s141 { unsigned char m753 : 8; long_a4 m754; int_a8 m755 : 18; struct __attribute__ ((aligned (32))) { _Atomic (char) m756[2]; }; };
extern char use_s141[sizeof (struct s141) + 1];
_Pragma ("pack (pop)")
#pragma pack (16)
union __attribute__ ((packed)) s142 { enum small m757 : 31; };
extern char use_s142[sizeof (union s142) + 1];
#pragma pack (0)
#pragma pack (push)
#pragma pack (4)
struct s143 { int_a1 m758; };
extern char use_s143[sizeof (struct s143) + 1];
#pragma pack (pop)
#pragma pack (4)
union s144 { long m759; struct s135 m760; callback m761; union { enum large m762; struct { struct { struct s137 m763; int m764[2]; struct s143 m765 __attribute__ ((aligned (16))); unsigned long long m766; } m767; char_a2 m768 : 1; } __attribute__ ((aligned (1))); int_a1 m769 : 32; int_a1 m770 : 32; }; union s139 m771[1]; enum tight m772[2]; };
extern char use_s144[sizeof (union s144) + 1];
#pragma pack (0)
union s145 { struct __attribute__ ((packed)) { struct { unsigned char m773 : 6; unsigned short m774; signed char m775[3][1]; }; union __attribute__ ((packed)) { unsigned m776; struct s137 m777; union __attribute__ ((packed)) { unsigned long int m778[2]; } __attribute__ ((packed)); struct { signed char m779; enum full m780; ALIGN (32) unsigned char m781; }; }; unsigned char m782 : 2; long_a2 : 13; }; unsigned long long m784 __attribute__ ((aligned (32))); unsigned short m785[1]; };
extern char use_s145[sizeof (union s145) + 1];
struct s146 { union s145 m786; struct s143 m787 __attribute__ ((aligned (16))); unsigned long int m788; int m789[4][3]; unsigned m790; struct s138 m791[1][4]; };
extern char use_s146[sizeof (struct s146) + 1];
union s147 { struct { short m792 : 16; union __attribute__ ((packed)) { int m793; struct s137 m794; void * m795[3]; unsigned short m796; } m797[1]; } m798; enum negative m799; _Bool m800 __attribute__ ((aligned (16))); double m801[2][4]; } __attribute__ ((aligned (1)));
extern char use_s147[sizeof (union s147) + 1];
struct s148 { _Bool : 1; union { _Bool m803; }; union __attribute__ ((packed)) { union __attribute__ ((packed)) { enum full m804[1]; struct s136 m805[2] __attribute__ ((packed)); } m806; }; struct s146 m807; unsigned long int m808 : 5; } __attribute__ ((aligned (8)));
extern char use_s148[sizeof (struct s148) + 1];
#pragma pack (push, mark)
#pragma pack (push, 1)
#pragma pack (push, 2)
#pragma pack (pop, mark)
#pragma pack (push, 16)
struct __attribute__ ((packed)) s149 { enum small : 10; unsigned char m810 : 8; int_a1 m811 : 21; unsigned m812; };
extern char use_s149[sizeof (struct s149) + 1];
#pragma pack (pop)
