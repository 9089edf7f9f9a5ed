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
struct s1 { void * m3; union { union s0 m4[4]; }; long m5; short m6; const char *volatile m7; };
extern char use_s1[sizeof (struct s1) + 1];
#pragma pack (push, outer, 8)
#pragma pack (push, 1)
#pragma pack (push, inner, 2)
#pragma pack (pop)
#pragma pack (pop)
struct s2 : public s1 { using other = long; s2 (); unsigned long int m8; union { signed char m9; float m10 __attribute__ ((aligned)); union __attribute__ ((aligned (16))) { signed char m11; vector16 m12[4]; } m13; struct s1 m14; } m15; unsigned INT128 m16 __attribute__ ((aligned (8))); struct __attribute__ ((packed)) { unsigned long long m17[3]; struct { unsigned long long m18 __attribute__ ((packed)); union s0 m19; }; union s0 m20 __attribute__ ((aligned (32))); } m21; union s0 m22[1] __attribute__ ((aligned (64))); long double m23 __attribute__ ((packed)); unsigned short m24[1][4]; } __attribute__ ((aligned (4)));
extern char use_s2[sizeof (struct s2) + 1];
#pragma pack (push, 4)
#pragma pack (pop, outer)
struct s3 { public: static int shared; ~s3 (); long double m25[2][3] __attribute__ ((aligned)); unsigned short m26 __attribute__ ((packed, aligned (1))); unsigned long long m27; unsigned long int m28 = 0; char_a2 m29; unsigned long int m30; short_a32 m31; };
extern char use_s3[sizeof (struct s3) + 1];
struct s4 : public s1 {  short_a32 m32; int_a1 m33 __attribute__ ((packed)); ALIGN (64) unsigned long long m34; vector8 m35[3]; unsigned char m36; unsigned long int m37; };
extern char use_s4[sizeof (struct s4) + 1];
union s5 { long m38 : 32; };
extern char use_s5[sizeof (union s5) + 1];
struct s6 : public s4 { typedef int local; enum class inner : short { one, two }; public: short m39 : 7; union s5 m40[4][1] __attribute__ ((aligned (32))); unsigned long long : 0; struct __attribute__ ((aligned)) { int_a1 m42 : 18; unsigned long long : 14; }; char m44; unsigned short m45; enum negative m46 : 32; };
extern char use_s6[sizeof (struct s6) + 1];
#pragma pack (1)
struct s7 { struct s6 m47[1] __attribute__ ((aligned (32))); struct s2 m48; int m49; union { callback m50; unsigned long long m51; }; };
extern char use_s7[sizeof (struct s7) + 1];
#pragma pack (0)
struct s8 { static int shared; enum class inner : short { one, two }; unsigned long int m52[1]; struct s2 m53; struct s6 m54; unsigned long long m55 __attribute__ ((aligned)); };
extern char use_s8[sizeof (struct s8) + 1];
struct s9 : s2 { enum full m56[4]; signed char m57 : 8; callback m58; unsigned long long m59[1][4]; short m60 __attribute__ ((aligned (64))); unsigned m61 : 32; };
extern char use_s9[sizeof (struct s9) + 1];
struct __attribute__ ((aligned (32))) s10 : s3 { typedef int local; using other = long; int method (int x) const { return x; } ALIGNAS (64) void * m62[4]; int m63[3] __attribute__ ((aligned (32))); struct { char m64 : 8; enum small m65[4][3]; enum negative m66; }; char m67; struct s1 m68; };
extern char use_s10[sizeof (struct s10) + 1];
struct __attribute__ ((aligned (4))) s11 : public s9 { public: static int shared; long m69; long long m70; char_a2 m71 : 6; unsigned char m72 : 1; short m73 : 5 __attribute__ ((aligned (32))); int m74 : 31; };
extern char use_s11[sizeof (struct s11) + 1];
#pragma pack (4)
struct s12 : s3 { short m75 : 16; };
extern char use_s12[sizeof (struct s12) + 1];
#pragma pack (0)
struct s13 : public s10 { struct { struct s4 m76[1]; struct s4 m77; unsigned short m78[2]; long_a2 m79; }; unsigned char m80 : 1; int m81 : 28; unsigned long long m82[1]; };
extern char use_s13[sizeof (struct s13) + 1];
struct s14 { static const int constant = 3; using other = long; private: long m83 = 0; union { struct { struct s2 m84[1]; struct __attribute__ ((packed)) { ALIGN (1) struct s6 m85[4]; int m86; ALIGNAS (64) const char *volatile m87[3]; }; long long m88; } m89; }; struct { unsigned char m90; struct __attribute__ ((aligned (64))) { enum large m91; enum negative m92; long m93[4]; } m94; struct { enum negative m95 : 32; }; struct { enum full m96 : 32; unsigned m97 : 21; long long m98 : 30; void * m99; } m100; }; unsigned long long m101; signed char m102 : 2; enum large m103; };
extern char use_s14[sizeof (struct s14) + 1];
struct __attribute__ ((aligned (32))) s15 : public s13 { typedef int local; ~s15 (); static const int constant = 3; __WCHAR_TYPE__ m104; unsigned short m105 __attribute__ ((aligned)); callback m106[1] __attribute__ ((packed)); };
extern char use_s15[sizeof (struct s15) + 1];
union s16 { unsigned short m107; unsigned long long m108 : 33; unsigned long int m109[3]; char m110 : 2; int m111; char m112; char_a2 m113; };
extern char use_s16[sizeof (union s16) + 1];
union __attribute__ ((aligned (64))) s17 { long_a4 m114; int_a8 m115; unsigned char m116 __attribute__ ((aligned (4))); signed char m117 __attribute__ ((aligned (64))); };
extern char use_s17[sizeof (union s17) + 1];
struct s18 { using other = long; static const int constant = 3; ~s18 (); int : 0; } __attribute__ ((aligned (2)));
extern char use_s18[sizeof (struct s18) + 1];
#pragma pack (push, outer, 2)
#pragma pack (push, 1)
#pragma pack (push, inner, 2)
#pragma pack (pop)
#pragma pack (pop)
struct s19 { enum class inner : short { one, two }; static const int constant = 3; ALIGN (8) void * m118; unsigned char : 0; };
extern char use_s19[sizeof (struct s19) + 1];
#pragma pack (push, 4)
#pragma pack (pop, outer)
struct s20 { public: static int shared; long m120 : 25; struct s15 m121; vector32 m122[2]; unsigned short m123 : 15; unsigned long int m124 : 14; };
extern char use_s20[sizeof (struct s20) + 1];
union s21 { enum negative m125; vector8 m126; union __attribute__ ((packed)) { ALIGN (1) unsigned short m127 : 16; } m128[3]; short m129; };
extern char use_s21[sizeof (union s21) + 1];
struct s22 { long m130[2]; long long m131 : 49; union { enum full m132 : 32; union __attribute__ ((packed)) { unsigned m133; struct s9 m134; struct s11 m135[3]; } __attribute__ ((aligned (8))); } m136; short m137 : 2; double m138; long_a2 m139 : 21; };
extern char use_s22[sizeof (struct s22) + 1];
_Pragma ("pack (push, 16)")
struct s23 : s19 { int_a1 m140; union { union s17 m141; }; struct s12 m142; enum full m143; float m144[4]; long long m145; union __attribute__ ((packed, aligned (2))) { signed char m146 : 2; int_a8 m147 : 21; }; };
extern char use_s23[sizeof (struct s23) + 1];
_Pragma ("pack (pop)")
struct s24 : s10 { long long m148 __attribute__ ((packed)); unsigned long long m149 __attribute__ ((aligned (32))); int_a1 m150 __attribute__ ((aligned (1))); enum tight m151[1]; __SIZE_TYPE__ m152[2][3]; ALIGN (8) union s17 m153; };
extern char use_s24[sizeof (struct s24) + 1];
struct s25 { enum class inner : short { one, two }; using other = long; int method (int x) const { return x; } __WCHAR_TYPE__ m154[3]; };
extern char use_s25[sizeof (struct s25) + 1];
struct s26 : public s11 { char m155[1]; ALIGN (1) vector32 m156[2]; INT128 m157[1][4]; unsigned long long m158[4]; __WCHAR_TYPE__ m159; };
extern char use_s26[sizeof (struct s26) + 1];
struct s27 { int method (int x) const { return x; } struct { callback m160 __attribute__ ((packed)); long_a2 m161 : 5; long m162 : 20; } m163; signed char m164[4]; ALIGNAS (64) long long m165; };
extern char use_s27[sizeof (struct s27) + 1];
struct s28 { signed char m166[3]; };
extern char use_s28[sizeof (struct s28) + 1];
#pragma pack (push, 1)
struct s29 { enum class inner : short { one, two }; long_a4 m167; };
extern char use_s29[sizeof (struct s29) + 1];
#pragma pack (pop)
struct __attribute__ ((aligned (2))) s30 { enum class inner : short { one, two }; static const int constant = 3; private: int_a1 m168 : 30; int : 0; };
extern char use_s30[sizeof (struct s30) + 1];
struct s31 { using other = long; int method (int x) const { return x; } public: struct s18 m170; unsigned char : 0; short m172; };
extern char use_s31[sizeof (struct s31) + 1];
#pragma pack (8)
struct __attribute__ ((packed)) s32 : s26 { struct s25 m173[4]; struct s23 m174[2]; unsigned long int m175[3]; unsigned long int m176; union { long long m177[4]; } __attribute__ ((aligned (1))) m178; struct s26 m179 __attribute__ ((packed, aligned)); };
extern char use_s32[sizeof (struct s32) + 1];
#pragma pack ()
union s33 { int_a8 m180 : 29; int_a8 m181 : 26; long long m182 : 9 __attribute__ ((packed)); unsigned long int m183 : 28; union { enum full m184 __attribute__ ((aligned (16))); }; short m185 : 3; long m186 : 3; };
extern char use_s33[sizeof (union s33) + 1];
#pragma pack (4)
struct __attribute__ ((aligned (4))) s34 : public s25 {  enum tight m187; struct s23 m188[4][1] __attribute__ ((aligned (32))); long_a4 m189 __attribute__ ((packed)); struct s29 m190[3][4] __attribute__ ((aligned (64))); };
extern char use_s34[sizeof (struct s34) + 1];
#pragma pack (0)
#pragma pack (push)
#pragma pack (2)
struct s35 { long long m191; };
extern char use_s35[sizeof (struct s35) + 1];
#pragma pack (pop)
struct s36 { union { ALIGNAS (64) unsigned char m192 __attribute__ ((aligned (32))); enum negative m193 : 32; char m194 : 8; }; union { char m195 : 1; struct { int_a8 m196 : 4; short : 13; struct { struct s28 m198[2]; }; enum negative m199[1]; }; } m200[3]; int m201; unsigned m202; int_a8 m203 : 4; } __attribute__ ((packed));
extern char use_s36[sizeof (struct s36) + 1];
#pragma pack (16)
struct s37 { ~s37 (); enum class inner : short { one, two }; public: unsigned m204; long m205; signed char m206; struct s25 m207; union s33 m208; ALIGNAS (64) struct s35 m209[2]; };
extern char use_s37[sizeof (struct s37) + 1];
#pragma pack (0)
_Pragma ("pack (push, 8)")
struct __attribute__ ((packed)) s38 { long double m210[1]; };
extern char use_s38[sizeof (struct s38) + 1];
_Pragma ("pack (pop)")
struct s39 {  long long m211 : 64; enum small m212 : 32; int m213[4]; long m214 : 18; };
extern char use_s39[sizeof (struct s39) + 1];
union __attribute__ ((aligned (16))) s40 { int m215[1][4]; struct s38 m216; struct s28 m217[4]; };
extern char use_s40[sizeof (union s40) + 1];
struct s41 {  struct { union { unsigned short m218[1]; enum small m219 : 32; double m220; short m221 : 16; } m222; struct s36 m223[4]; char m224; } __attribute__ ((packed)); struct { int_a8 m225; struct s38 m226; long double m227[1]; } m228; enum negative m229 : 32; enum tight m230[2] __attribute__ ((packed)); union { union s40 m231[3][2] __attribute__ ((packed)); union { unsigned m232[3]; }; char m233; }; };
extern char use_s41[sizeof (struct s41) + 1];
#pragma pack (8)
union s42 { enum full m234 : 32; enum negative m235 : 32; char_a2 : 4; char m237 : 8; long m238[3]; };
extern char use_s42[sizeof (union s42) + 1];
#pragma pack ()
struct __attribute__ ((aligned (32))) s43 { static int shared; ~s43 (); public: struct s36 m239; enum small m240; unsigned long long m241[4]; long double m242[1]; union __attribute__ ((packed)) { union s33 m243[1]; ALIGNAS (64) unsigned char m244[1][4] __attribute__ ((packed)); } __attribute__ ((packed, aligned (8))) m245; };
extern char use_s43[sizeof (struct s43) + 1];
struct s44 : s35 { char m246; enum negative m247[3]; ALIGN (64) unsigned long int m248; enum full m249; long double m250; };
extern char use_s44[sizeof (struct s44) + 1];
union s45 { unsigned long long m251; } __attribute__ ((aligned (8)));
extern char use_s45[sizeof (union s45) + 1];
#pragma pack (push, outer, 8)
#pragma pack (push, 1)
#pragma pack (push, inner, 2)
#pragma pack (pop)
#pragma pack (pop)
struct s46 { struct s37 m252; unsigned char m253 : 7; unsigned long int : 31; int_a8 m255 : 17 __attribute__ ((packed)); short m256 : 3; long long m257[4][3]; enum small m258; };
extern char use_s46[sizeof (struct s46) + 1];
#pragma pack (push, 4)
#pragma pack (pop, outer)
#pragma pack (push, outer, 4)
#pragma pack (push, 1)
#pragma pack (push, inner, 2)
#pragma pack (pop)
#pragma pack (pop)
struct s47 { unsigned INT128 m259[3]; int_a8 m260; };
extern char use_s47[sizeof (struct s47) + 1];
#pragma pack (push, 4)
#pragma pack (pop, outer)
struct s48 : s36 { enum class inner : short { one, two }; short m261 : 16; };
extern char use_s48[sizeof (struct s48) + 1];
#pragma pack (1)
union s49 { enum large m262; ALIGNAS (64) unsigned long long m263 __attribute__ ((aligned (32))); unsigned long int m264[3]; } __attribute__ ((packed, aligned (64)));
extern char use_s49[sizeof (union s49) + 1];
#pragma pack ()
struct s50 : s36 { unsigned short m265 : 9 __attribute__ ((aligned (32))); unsigned char m266 __attribute__ ((packed)); char m267 : 7; enum full m268 : 32; };
extern char use_s50[sizeof (struct s50) + 1];
struct s51 { static int shared; typedef int local; private: enum full m269 : 32; unsigned long int : 32; struct s43 m271; vector32 m272; } __attribute__ ((packed));
extern char use_s51[sizeof (struct s51) + 1];
#pragma pack (16)
struct s52 : public s43 {  int m273; enum small m274; } __attribute__ ((packed, aligned (16)));
extern char use_s52[sizeof (struct s52) + 1];
#pragma pack ()
#pragma pack (push, 4)
union s53 { union { struct s52 m275[3]; long long m276; } __attribute__ ((packed)) m277; short m278; ALIGN (64) struct s48 m279; long double m280; long long m281; short m282; unsigned long long m283; } __attribute__ ((packed));
extern char use_s53[sizeof (union s53) + 1];
#pragma pack (pop)
struct s54 { union { int : 7; struct __attribute__ ((aligned (4))) { float m285; union { int m286[2]; ALIGNAS (64) int m287 __attribute__ ((packed)); unsigned short m288; }; union s42 m289; }; int m290 : 3; struct __attribute__ ((aligned)) { struct { char m291 : 2; long_a2 : 64; }; enum small m293[2]; enum small m294 : 32; }; }; struct __attribute__ ((aligned)) { signed char m295[4] __attribute__ ((packed)); unsigned short : 0; }; double_a16 m297; int m298 : 21; };
extern char use_s54[sizeof (struct s54) + 1];
#pragma pack (push)
#pragma pack (4)
struct s55 { typedef int local; static const int constant = 3; long_a2 m299 __attribute__ ((aligned (1))); INT128 m300 __attribute__ ((aligned (16))); struct s44 m301; struct { union { enum large m302[4]; enum negative m303 : 32; long long m304 : 64; enum full m305 : 32; } __attribute__ ((packed)) m306; union { struct { int_a1 m307 : 29; enum full m308 : 32; unsigned short m309 : 7; enum small m310 : 32; } m311; }; long long m312; }; };
extern char use_s55[sizeof (struct s55) + 1];
#pragma pack (pop)
#pragma pack (2)
struct s56 : public s55 { static int shared; ~s56 (); typedef int local; unsigned long int m313 __attribute__ ((packed)); enum large m314; int m315[3] __attribute__ ((aligned (16))); long long m316[1] __attribute__ ((aligned (8))); } __attribute__ ((aligned (2)));
extern char use_s56[sizeof (struct s56) + 1];
#pragma pack ()
#pragma pack (push, mark)
#pragma pack (push, 1)
#pragma pack (push, 2)
#pragma pack (pop, mark)
#pragma pack (push, 4)
struct __attribute__ ((aligned)) s57 { struct { union { union s49 m317; struct s44 m318; unsigned char m319 : 5; long : 0; } m321; int m322; } __attribute__ ((aligned (16))); };
extern char use_s57[sizeof (struct s57) + 1];
#pragma pack (pop)
#pragma pack (push, 2)
struct s58 : s57 { int_a1 m323 : 14; int_a1 : 9; signed char m325 : 5; signed char m326 : 4; };
extern char use_s58[sizeof (struct s58) + 1];
#pragma pack (pop)
union __attribute__ ((aligned (32))) s59 { char_a2 m327 : 6; signed char m328 : 4; struct s54 m329; char m330 : 2; };
extern char use_s59[sizeof (union s59) + 1];
#pragma pack (push, outer, 1)
#pragma pack (push, 1)
#pragma pack (push, inner, 2)
#pragma pack (pop)
#pragma pack (pop)
struct __attribute__ ((aligned (32))) s60 { static int shared; int method (int x) const { return x; } enum class inner : short { one, two }; unsigned m331 = 0; };
extern char use_s60[sizeof (struct s60) + 1];
#pragma pack (push, 4)
#pragma pack (pop, outer)
struct __attribute__ ((aligned (4))) s61 : public s60 { union { unsigned long int : 0; } __attribute__ ((aligned (32))) m333; } __attribute__ ((aligned));
extern char use_s61[sizeof (struct s61) + 1];
struct s62 : public s48 {  double_a16 m334; enum tight m335[2]; ALIGN (32) unsigned long int m336[2]; short m337; signed char m338[3]; union { unsigned long int m339; char_a2 m340; int_a8 m341; struct s61 m342 __attribute__ ((packed)); } m343; INT128 m344[1]; };
extern char use_s62[sizeof (struct s62) + 1];
#pragma pack (push, mark)
#pragma pack (push, 1)
#pragma pack (push, 2)
#pragma pack (pop, mark)
#pragma pack (push, 2)
union s63 { struct s61 m345; long m346 __attribute__ ((aligned (8))); const char *volatile m347[4]; int m348[2][2]; struct s54 m349; long double m350; long_a2 m351; } __attribute__ ((aligned (2)));
extern char use_s63[sizeof (union s63) + 1];
#pragma pack (pop)
union s64 { vector16 m352[1][1]; enum small m353 : 32; ALIGN (8) signed char m354; signed char m355 : 6; char_a2 m356 : 4; };
extern char use_s64[sizeof (union s64) + 1];
struct __attribute__ ((aligned (64))) s65 : public s60 { int_a1 : 0; short m358 : 16; ALIGNAS (64) const char *volatile m359; unsigned long int m360 : 22; };
extern char use_s65[sizeof (struct s65) + 1];
union s66 {  };
extern char use_s66[sizeof (union s66) + 1];
union __attribute__ ((aligned (32))) s67 { union s64 m361[3]; unsigned : 14; };
extern char use_s67[sizeof (union s67) + 1];
struct s68 : s56 { static int shared; ~s68 (); public: char m363; union s66 m364; struct { unsigned long int : 0; long m366 : 32; char : 6; enum full m368 : 32; } m369; struct s65 m370[1]; };
extern char use_s68[sizeof (struct s68) + 1];
struct s69 { unsigned long int m371[2][3] __attribute__ ((aligned (1))); short m372 : 16; unsigned short m373 : 6; __SIZE_TYPE__ m374[2]; char : 0; int_a1 : 32; unsigned m377 = 0; };
extern char use_s69[sizeof (struct s69) + 1];
#pragma pack (1)
struct s70 {  __SIZE_TYPE__ m378; unsigned short m379; vector8 m380[2]; short m381; unsigned char m382[3][2]; signed char m383[3]; };
extern char use_s70[sizeof (struct s70) + 1];
#pragma pack (0)
#pragma pack (push)
#pragma pack (4)
union s71 { struct s70 m384; unsigned short m385 : 16; };
extern char use_s71[sizeof (union s71) + 1];
#pragma pack (pop)
#pragma pack (push, mark)
#pragma pack (push, 1)
#pragma pack (push, 2)
#pragma pack (pop, mark)
#pragma pack (push, 4)
struct s72 : s61 { typedef int local; union s63 m386[4]; signed char m387; unsigned short m388 : 13 __attribute__ ((packed)); unsigned short m389 : 11; ALIGN (16) int m390 : 23; enum negative m391 : 32; };
extern char use_s72[sizeof (struct s72) + 1];
#pragma pack (pop)
#pragma pack (push)
#pragma pack (16)
union s73 { unsigned char m392; union s67 m393; } __attribute__ ((aligned (2)));
extern char use_s73[sizeof (union s73) + 1];
#pragma pack (pop)
union s74 { unsigned long long m394; struct { struct s65 m395; enum negative m396 : 32; unsigned long long m397[3]; signed char m398 : 8; } m399; unsigned long long m400 : 24; };
extern char use_s74[sizeof (union s74) + 1];
struct s75 { char m401[1][2]; struct __attribute__ ((packed, aligned (4))) { unsigned short m402; short m403[3]; unsigned long int m404; }; unsigned long int m405 : 16; enum negative m406 : 32; struct s68 m407; enum negative m408 : 32; } __attribute__ ((packed));
extern char use_s75[sizeof (struct s75) + 1];
struct s76 : public s57 { unsigned long long m409[4]; struct __attribute__ ((packed)) { unsigned long long : 64; char_a2 m411 : 1; }; unsigned long long m412[2]; double_a16 m413; vector32 m414[3]; };
extern char use_s76[sizeof (struct s76) + 1];
struct s77 { __WCHAR_TYPE__ m415; ALIGNAS (64) long_a4 m416; long double m417; long_a4 m418; union s73 m419[4]; struct s69 m420; };
extern char use_s77[sizeof (struct s77) + 1];
#pragma pack (1)
union s78 { long long m421 __attribute__ ((packed)); const char *volatile m422[2]; };
extern char use_s78[sizeof (union s78) + 1];
#pragma pack (0)
struct s79 { int : 0; };
extern char use_s79[sizeof (struct s79) + 1];
union s80 { int : 12; __WCHAR_TYPE__ m424; signed char : 0; unsigned m426 : 28; } __attribute__ ((aligned (8)));
extern char use_s80[sizeof (union s80) + 1];
union s81 { vector8 m427[1][3]; unsigned m428[3]; enum negative m429 : 32; int_a8 m430 : 24; union { struct s75 m431; unsigned long long m432[4]; char m433[2]; }; enum small m434 : 32; int m435; };
extern char use_s81[sizeof (union s81) + 1];
struct s82 {  long long m436 : 51; struct { ALIGN (1) long_a2 m437 __attribute__ ((aligned (8))); union { long_a4 m438; vector32 m439[3][3] __attribute__ ((packed, aligned (32))); char m440; enum tight m441; } m442; unsigned short m443 : 11; }; int_a8 : 12; long long : 23; unsigned char m446 = 0; };
extern char use_s82[sizeof (struct s82) + 1];
struct s83 : public s68 { float m447; long_a2 m448 __attribute__ ((aligned (2))); unsigned short m449; struct s82 m450[2]; short m451[4]; };
extern char use_s83[sizeof (struct s83) + 1];
struct s84 : public s62 { double_a16 m452; long long m453[3]; float m454; unsigned short m455; };
extern char use_s84[sizeof (struct s84) + 1];
#pragma pack (1)
struct __attribute__ ((packed)) s85 : public s83 { s85 (); enum class inner : short { one, two }; static int shared; int m456; unsigned short m457[3]; struct { unsigned short m458[1]; struct { char m459 : 7; int_a8 m460 : 18; struct s82 m461; } __attribute__ ((packed)); struct { ALIGN (2) int_a1 m462 : 30; char_a2 m463 : 6; }; enum full m464[3]; } m465; struct __attribute__ ((aligned (4))) { unsigned char m466 : 5 __attribute__ ((packed)); unsigned short m467 : 16; }; int_a8 m468; __SIZE_TYPE__ m469 __attribute__ ((aligned (64))); char m470[4] __attribute__ ((aligned (16))); } __attribute__ ((aligned (64)));
extern char use_s85[sizeof (struct s85) + 1];
#pragma pack ()
#pragma pack (8)
struct s86 { static int shared; public: int method (int x) const { return x; } struct s76 m471; union { unsigned short m472 __attribute__ ((packed)); union s74 m473[2]; long m474[3]; }; struct s76 m475[2]; struct s83 m476; long m477[3] __attribute__ ((packed)); union s74 m478 __attribute__ ((packed)); };
extern char use_s86[sizeof (struct s86) + 1];
#pragma pack (0)
struct s87 {  vector32 m479; vector32 m480; short_a32 m481 __attribute__ ((packed, aligned (8))); };
extern char use_s87[sizeof (struct s87) + 1];
struct __attribute__ ((aligned (32))) s88 { union s74 m482; int_a8 : 16; };
extern char use_s88[sizeof (struct s88) + 1];
#pragma pack (push)
#pragma pack (8)
struct s89 { ALIGNAS (64) unsigned short m484; struct s82 m485[2] __attribute__ ((aligned (64))); unsigned char m486[3]; int m487; unsigned long long m488; };
extern char use_s89[sizeof (struct s89) + 1];
#pragma pack (pop)
struct s90 { long long m489; unsigned m490[2]; struct s82 m491; struct s86 m492; struct s82 m493; struct s87 m494; void * m495; };
extern char use_s90[sizeof (struct s90) + 1];
struct __attribute__ ((aligned (1))) s91 { long long m496 : 34; enum negative m497 : 32; unsigned char m498 : 6; enum small m499 : 32; int m500 : 25; } __attribute__ ((packed));
extern char use_s91[sizeof (struct s91) + 1];
_Pragma ("pack (push, 16)")
struct __attribute__ ((packed)) s92 : public s82 {  INT128 m501; enum small m502 : 32; char m503 : 4; struct s89 m504; int : 32; } __attribute__ ((packed));
extern char use_s92[sizeof (struct s92) + 1];
_Pragma ("pack (pop)")
struct s93 : s92 { unsigned long long m506 : 57; long long : 51; enum large m508; struct { union s80 m509[2][3]; union s80 m510[4] __attribute__ ((aligned (2))); }; struct s87 m511[1]; };
extern char use_s93[sizeof (struct s93) + 1];
struct s94 : s84 {  unsigned long int : 0; int : 0; struct { struct s83 m514; struct s93 m515[2]; struct s92 m516; }; };
extern char use_s94[sizeof (struct s94) + 1];
struct s95 : public s93 { struct s86 m517; unsigned long int m518 : 15; struct { unsigned char m519 : 7; unsigned long long : 1; }; };
extern char use_s95[sizeof (struct s95) + 1];
union __attribute__ ((aligned (64))) s96 { unsigned char m521 : 8; unsigned long int : 0; char m523; unsigned long long : 19; int_a1 m525; long_a2 m526 : 7; struct { struct s86 m527[1] __attribute__ ((aligned (2))); }; } __attribute__ ((aligned (32)));
extern char use_s96[sizeof (union s96) + 1];
#pragma pack (8)
struct s97 { typedef int local; int method (int x) const { return x; } short_a32 m528; short m529[4]; struct s89 m530[2][1]; unsigned : 0; union { struct { long_a2 m532 : 23; int_a1 : 0; union __attribute__ ((packed)) { enum tight m534 __attribute__ ((aligned (2))); struct s89 m535[1] __attribute__ ((aligned (16))); char m536; }; } m537; int_a1 m538[2]; int m539; signed char m540; }; char_a2 : 0; int_a8 : 0; };
extern char use_s97[sizeof (struct s97) + 1];
#pragma pack ()
struct s98 : public s91 { s98 (); static int shared; public: __WCHAR_TYPE__ m543; unsigned char m544 : 7; union { struct s91 m545; } m546[1]; enum full m547 : 32; enum tight m548; unsigned short m549; };
extern char use_s98[sizeof (struct s98) + 1];
#pragma pack (4)
struct __attribute__ ((aligned)) s99 : public s86 { int_a1 m550; } __attribute__ ((packed));
extern char use_s99[sizeof (struct s99) + 1];
#pragma pack ()
struct s100 { long m551 : 29; enum small m552 : 32; unsigned m553 : 6; signed char m554 : 8; enum negative m555; };
extern char use_s100[sizeof (struct s100) + 1];
struct s101 { unsigned long long m556; };
extern char use_s101[sizeof (struct s101) + 1];
#pragma pack (push)
#pragma pack (4)
struct s102 : public s100 { long_a4 m557; union __attribute__ ((aligned (8))) { struct s88 m558[1][2]; } __attribute__ ((aligned (8))); struct s88 m559; struct s101 m560[3]; struct s98 m561; struct s86 m562; };
extern char use_s102[sizeof (struct s102) + 1];
#pragma pack (pop)
struct s103 {  enum small m563[1]; char m564; unsigned char m565; struct s86 m566; struct s89 m567; int_a8 m568; };
extern char use_s103[sizeof (struct s103) + 1];
#pragma pack (push, 16)
struct s104 { double m569; unsigned short m570 : 15; union { struct { enum full m571 : 32; } m572[3]; } __attribute__ ((aligned (64))); char : 0; union __attribute__ ((aligned (64))) { struct { ALIGNAS (64) struct s91 m574; }; }; unsigned char m575 : 8; int_a8 m576 : 24; };
extern char use_s104[sizeof (struct s104) + 1];
#pragma pack (pop)
struct s105 {  ALIGNAS (64) short m577; char_a2 m578; char m579[2][2]; struct { long long m580; struct s93 m581; float m582; struct { short : 4; __SIZE_TYPE__ m584[1][4]; enum full m585 : 32; long long : 49; } m587; }; struct { struct s87 m588 __attribute__ ((packed)); float m589; } __attribute__ ((aligned (1))) m590; };
extern char use_s105[sizeof (struct s105) + 1];
struct s106 { typedef int local; static const int constant = 3; s106 (); int : 0; };
extern char use_s106[sizeof (struct s106) + 1];
struct s107 {  enum small m591; unsigned short m592 : 2; };
extern char use_s107[sizeof (struct s107) + 1];
struct s108 : public s104 {  vector16 m593; int m594; __SIZE_TYPE__ m595[1]; int_a8 m596 __attribute__ ((packed)); struct s107 m597[2]; };
extern char use_s108[sizeof (struct s108) + 1];
struct s109 : s104 { public: using other = long; short m598; };
extern char use_s109[sizeof (struct s109) + 1];
struct s110 : public s100 { unsigned : 0; char m600; unsigned long int m601 : 22; int m602; enum full m603 : 32; enum negative m604 : 32; };
extern char use_s110[sizeof (struct s110) + 1];
struct __attribute__ ((packed)) s111 : s109 {  struct s98 m605; float m606[3]; struct s106 m607; };
extern char use_s111[sizeof (struct s111) + 1];
struct s112 : s100 { struct { union __attribute__ ((aligned (64))) { long_a2 m608; int m609; }; INT128 m610; const char *volatile m611[4][2]; }; } __attribute__ ((packed));
extern char use_s112[sizeof (struct s112) + 1];
_Pragma ("pack (push, 16)")
struct s113 { s113 (); long m612[4] __attribute__ ((aligned)); };
extern char use_s113[sizeof (struct s113) + 1];
_Pragma ("pack (pop)")
struct __attribute__ ((packed)) s114 { private: ~s114 (); public: long_a2 m613 : 50 __attribute__ ((packed)); unsigned m614 : 5; int_a8 m615 : 19; long double m616; union { enum small m617 : 32; } m618; };
extern char use_s114[sizeof (struct s114) + 1];
struct s115 { INT128 m619; char m620 __attribute__ ((packed, aligned)); enum large m621[1]; char : 8; int_a1 m623 : 23; enum small m624 : 32; char m625 : 5; };
extern char use_s115[sizeof (struct s115) + 1];
struct s116 : public s111 {  enum negative m626[3][4]; };
extern char use_s116[sizeof (struct s116) + 1];
struct s117 : public s113 { char_a2 m627 : 8; unsigned m628[2][1] __attribute__ ((aligned (1))); struct __attribute__ ((packed, aligned (16))) { char_a2 m629 : 3; union __attribute__ ((aligned (8))) { unsigned long int m630[1][4]; enum full m631[1][1]; ALIGNAS (64) char_a2 m632; enum full m633; } m634; enum full m635 : 32; short m636 : 8; } __attribute__ ((packed)) m637; };
extern char use_s117[sizeof (struct s117) + 1];
struct s118 : s117 {  unsigned INT128 m638 __attribute__ ((packed)); struct s116 m639[4]; } __attribute__ ((aligned (64)));
extern char use_s118[sizeof (struct s118) + 1];
#pragma pack (2)
union __attribute__ ((aligned)) s119 { ALIGN (32) short m640; enum full m641; ALIGNAS (64) const char *volatile m642; unsigned m643 __attribute__ ((packed)); long long m644[3]; struct s113 m645[2]; };
extern char use_s119[sizeof (union s119) + 1];
#pragma pack (0)
struct __attribute__ ((packed)) s120 { ALIGNAS (64) unsigned long int m646; short m647; long_a2 m648; };
extern char use_s120[sizeof (struct s120) + 1];
#pragma pack (push, mark)
#pragma pack (push, 1)
#pragma pack (push, 2)
#pragma pack (pop, mark)
#pragma pack (push, 1)
union s121 {  };
extern char use_s121[sizeof (union s121) + 1];
#pragma pack (pop)
union __attribute__ ((aligned (4))) s122 { enum large m649; };
extern char use_s122[sizeof (union s122) + 1];
union s123 { unsigned m650 __attribute__ ((packed, aligned (64))); struct { char m651[1][4]; short m652; } __attribute__ ((aligned (16))) m653; };
extern char use_s123[sizeof (union s123) + 1];
struct s124 : public s112 { long long m654 = 0; enum small m655; } __attribute__ ((aligned (32)));
extern char use_s124[sizeof (struct s124) + 1];
#pragma pack (push, outer, 1)
#pragma pack (push, 1)
#pragma pack (push, inner, 2)
#pragma pack (pop)
#pragma pack (pop)
struct s125 { enum class inner : short { one, two }; static const int constant = 3; private: int m656; unsigned m657[3] __attribute__ ((aligned (1))); char m658 : 6; char_a2 : 8; const char *volatile m660; };
extern char use_s125[sizeof (struct s125) + 1];
#pragma pack (push, 4)
#pragma pack (pop, outer)
struct __attribute__ ((packed)) s126 : public s125 { long m661 : 20; };
extern char use_s126[sizeof (struct s126) + 1];
union s127 { struct s120 m662[3]; ALIGN (8) short_a32 m663; const char *volatile m664; struct s114 m665; };
extern char use_s127[sizeof (union s127) + 1];
#pragma pack (push, outer, 2)
#pragma pack (push, 1)
#pragma pack (push, inner, 2)
#pragma pack (pop)
#pragma pack (pop)
struct __attribute__ ((packed)) s128 { ALIGN (64) const char *volatile m666; long m667; };
extern char use_s128[sizeof (struct s128) + 1];
#pragma pack (push, 4)
#pragma pack (pop, outer)
struct s129 { enum class inner : short { one, two }; unsigned m668[1] __attribute__ ((aligned (2))); enum small m669; };
extern char use_s129[sizeof (struct s129) + 1];
#pragma pack (push, 4)
struct s130 : s128 { unsigned long long m670[2]; __SIZE_TYPE__ m671; struct { char m672 : 2; long long m673 : 50; enum small m674 : 32; }; union __attribute__ ((packed)) { unsigned char m675; unsigned long long m676[3] __attribute__ ((packed)); } m677; } __attribute__ ((packed));
extern char use_s130[sizeof (struct s130) + 1];
#pragma pack (pop)
struct s131 : s124 { enum class inner : short { one, two }; private: using other = long; int : 0; };
extern char use_s131[sizeof (struct s131) + 1];
#pragma pack (4)
union s132 { struct __attribute__ ((packed, aligned (1))) { struct s125 m678; enum negative m679 : 32; } m680; struct { long long : 0; char m682[1]; long m683 : 32; } __attribute__ ((aligned (8))) m684; };
extern char use_s132[sizeof (union s132) + 1];
#pragma pack ()
struct s133 : s131 { using other = long; short m685 : 16; enum large m686; unsigned long long m687 : 64; enum negative m688 : 32; int_a1 m689 : 23; };
extern char use_s133[sizeof (struct s133) + 1];
#pragma pack (push, mark)
#pragma pack (push, 1)
#pragma pack (push, 2)
#pragma pack (pop, mark)
#pragma pack (push, 16)
struct s134 : public s130 { enum class inner : short { one, two }; using other = long; int m690 : 32; struct { double m691[1]; struct __attribute__ ((packed)) { ALIGN (64) int_a8 m692; struct s131 m693 __attribute__ ((aligned (4))); } __attribute__ ((aligned)) m694; } __attribute__ ((packed)); unsigned char m695 : 6; };
extern char use_s134[sizeof (struct s134) + 1];
#pragma pack (pop)
struct s135 { char m696; long m697[2]; };
extern char use_s135[sizeof (struct s135) + 1];
#pragma pack (8)
struct s136 { typedef int local; static const int constant = 3; union { long m698 : 2; int_a8 m699 : 32; const char *volatile m700; short m701 : 12; } m702; ALIGN (16) int m703[2][1]; struct s125 m704; struct s135 m705; };
extern char use_s136[sizeof (struct s136) + 1];
#pragma pack (0)
union s137 { unsigned INT128 m706; __SIZE_TYPE__ m707; enum small m708 __attribute__ ((packed)); unsigned m709; unsigned char m710 __attribute__ ((packed)); int m711; };
extern char use_s137[sizeof (union s137) + 1];
union s138 { short m712[2]; };
extern char use_s138[sizeof (union s138) + 1];
struct s139 : s131 { unsigned char m713[1][3]; struct { long long m714 __attribute__ ((aligned)); }; };
extern char use_s139[sizeof (struct s139) + 1];
#pragma pack (push)
#pragma pack (8)
struct s140 { int m715; int m716 = 0; unsigned short : 0; long m718 : 12; };
extern char use_s140[sizeof (struct s140) + 1];
#pragma pack (pop)
struct s141 {  };
extern char use_s141[sizeof (struct s141) + 1];
union s142 { enum tight m719[2]; struct s136 m720; struct s139 m721[1]; unsigned long long m722[3]; long long m723 __attribute__ ((packed)); int m724; signed char m725[4]; };
extern char use_s142[sizeof (union s142) + 1];
struct s143 : public s135 { enum class inner : short { one, two }; typedef int local; unsigned long int m726[3]; union s138 m727[2]; enum full m728; char m729 __attribute__ ((packed)); };
extern char use_s143[sizeof (struct s143) + 1];
struct __attribute__ ((packed, aligned (2))) s144 : public s141 {  unsigned short m730 : 6; struct s136 m731; };
extern char use_s144[sizeof (struct s144) + 1];
struct s145 : s135 { enum class inner : short { one, two }; s145 (); long m732 : 18; long long m733 : 42; callback m734[1]; long long : 0; union { unsigned short m736; long long m737; unsigned m738; signed char m739; } __attribute__ ((packed)) m740; unsigned short m741[2]; ALIGN (64) unsigned m742[3]; } __attribute__ ((packed));
extern char use_s145[sizeof (struct s145) + 1];
struct __attribute__ ((packed, aligned (16))) s146 : s143 { typedef int local; int_a1 m743 : 2; union { enum negative m744[1]; struct s144 m745; }; };
extern char use_s146[sizeof (struct s146) + 1];
struct __attribute__ ((packed)) s147 : public s141 { enum tight m746[2]; int m747; struct s143 m748; };
extern char use_s147[sizeof (struct s147) + 1];
struct s148 : public s140 { struct s145 m749; unsigned INT128 m750[2]; struct __attribute__ ((aligned (8))) { char_a2 m751 : 3; enum small m752 : 32; } m753; struct s145 m754[3]; enum full m755[4]; } __attribute__ ((packed));
extern char use_s148[sizeof (struct s148) + 1];
#pragma pack (push, 1)
struct s149 : public s140 { union { unsigned char m756 : 8; int_a1 m757 : 21; unsigned m758; unsigned long int m759 : 18; } __attribute__ ((aligned (64))) m760; long m761; unsigned long int m762; } __attribute__ ((packed));
extern char use_s149[sizeof (struct s149) + 1];
#pragma pack (pop)
