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
struct __attribute__ ((packed, aligned (2))) s1 { ~s1 (); static int shared; using other = long; void * m3; union { unsigned m4[2]; }; unsigned long long : 0; };
extern char use_s1[sizeof (struct s1) + 1];
struct s2 : s1 {  enum negative m6; unsigned short m7; long_a2 m8; char_a2 m9 : 8; };
extern char use_s2[sizeof (struct s2) + 1];
#pragma pack (push, 16)
struct s3 { unsigned m10 : 8; char_a2 m11 : 4; unsigned short m12 : 16; } __attribute__ ((packed));
extern char use_s3[sizeof (struct s3) + 1];
#pragma pack (pop)
struct s4 : public s1 { struct s1 m13; int m14[1][1]; unsigned short m15; enum large m16; ALIGN (32) int_a8 m17; };
extern char use_s4[sizeof (struct s4) + 1];
#pragma pack (push, 1)
struct s5 : s3 { using other = long; enum class inner : short { one, two }; enum full m18 : 32; };
extern char use_s5[sizeof (struct s5) + 1];
#pragma pack (pop)
struct s6 { unsigned short : 0; enum small m20 : 32; struct s2 m21; unsigned char m22 : 6; struct { int_a8 m23 : 3; }; unsigned char m24 : 8; unsigned char : 0; };
extern char use_s6[sizeof (struct s6) + 1];
struct s7 { using other = long; public: static int shared; ALIGN (4) struct s1 m26; unsigned short m27 : 13; long_a2 : 0; char_a2 m29 : 8; int m30 = 0; long m31; };
extern char use_s7[sizeof (struct s7) + 1];
union s8 { enum small m32 : 32; };
extern char use_s8[sizeof (union s8) + 1];
struct __attribute__ ((packed)) s9 : public s7 { long_a2 m33 : 47; long : 0; unsigned long long m35 : 18; };
extern char use_s9[sizeof (struct s9) + 1];
union s10 { struct { long long m36; unsigned : 28; } m38; unsigned long long m39 __attribute__ ((aligned (64))); unsigned m40; union { double m41 __attribute__ ((aligned (4))); vector32 m42[1][3]; char m43 : 6; } m44; struct s5 m45[2][1]; struct s3 m46; int m47; };
extern char use_s10[sizeof (union s10) + 1];
struct s11 { int method (int x) const { return x; } ~s11 (); long long m48; char m49[4]; int m50 = 0; __WCHAR_TYPE__ m51[2]; signed char m52; long long m53; enum small m54[3]; };
extern char use_s11[sizeof (struct s11) + 1];
struct s12 : public s2 { private: using other = long; struct s2 m55; struct s4 m56; unsigned char m57 __attribute__ ((aligned (1))); char m58; unsigned char m59[3]; };
extern char use_s12[sizeof (struct s12) + 1];
union s13 { __SIZE_TYPE__ m60[1]; struct s9 m61[2]; };
extern char use_s13[sizeof (union s13) + 1];
struct s14 { private: unsigned long long m62[4]; unsigned short m63; enum tight m64; enum negative m65; unsigned char m66; int m67; } __attribute__ ((packed));
extern char use_s14[sizeof (struct s14) + 1];
union s15 { unsigned short m68; struct __attribute__ ((packed)) { vector8 m69[1]; char_a2 m70 : 1; union { unsigned m71 : 2; unsigned long int m72 : 28; } m73; }; union s13 m74; ALIGN (8) short_a32 m75; vector16 m76; enum full m77; vector8 m78[4]; };
extern char use_s15[sizeof (union s15) + 1];
union s16 { struct s9 m79[1]; long long m80; struct s9 m81; struct { enum small m82[2]; int_a8 m83 : 16; enum negative m84 : 32; unsigned long int : 7; } m86[2]; };
extern char use_s16[sizeof (union s16) + 1];
struct s17 : s5 { unsigned short m87; long m88; int m89[3]; signed char m90; union __attribute__ ((aligned (64))) { struct s11 m91 __attribute__ ((packed)); vector16 m92; ALIGN (1) float m93; } m94; union { unsigned m95; unsigned m96 : 32; }; } __attribute__ ((packed));
extern char use_s17[sizeof (struct s17) + 1];
#pragma pack (2)
struct s18 : public s14 { signed char m97 : 8; char m98 : 7; enum full m99 : 32; enum large m100[4][4]; enum small m101 : 32; struct { union s10 m102; unsigned char m103; ALIGN (2) struct s6 m104[1] __attribute__ ((packed)); union { char_a2 m105 : 7; long long m106[3]; } m107; }; };
extern char use_s18[sizeof (struct s18) + 1];
#pragma pack ()
struct s19 { typedef int local; int m108 __attribute__ ((aligned (1))); unsigned char m109; unsigned long int m110[4][4]; __SIZE_TYPE__ m111; };
extern char use_s19[sizeof (struct s19) + 1];
#pragma pack (push, 4)
union s20 { unsigned short m112; enum large m113[2] __attribute__ ((aligned (32))); union { struct s9 m114; long double m115[3][3]; vector32 m116; } m117; unsigned INT128 m118 __attribute__ ((aligned (1))); signed char m119[3]; };
extern char use_s20[sizeof (union s20) + 1];
#pragma pack (pop)
struct s21 : public s7 { private: s21 (); unsigned short m120 : 11; unsigned m121 : 29; ALIGN (8) __WCHAR_TYPE__ m122; char_a2 : 2; } __attribute__ ((aligned (16)));
extern char use_s21[sizeof (struct s21) + 1];
struct s22 : public s9 { ALIGN (4) unsigned long long m124[1]; };
extern char use_s22[sizeof (struct s22) + 1];
union s23 { struct s18 m125[3]; long_a4 m126; int_a8 m127; char m128[3]; };
extern char use_s23[sizeof (union s23) + 1];
#pragma pack (1)
struct s24 { enum class inner : short { one, two }; private: struct { signed char m129; INT128 m130; long long m131; unsigned m132 = 0; }; enum large m133; enum negative m134; unsigned long int m135; struct s14 m136[4]; };
extern char use_s24[sizeof (struct s24) + 1];
#pragma pack ()
#pragma pack (push, 1)
struct s25 : s21 { typedef int local; enum class inner : short { one, two }; long m137[4]; };
extern char use_s25[sizeof (struct s25) + 1];
#pragma pack (pop)
struct s26 : s24 { static const int constant = 3; int method (int x) const { return x; } vector8 m138[3][2]; enum tight m139[3]; union __attribute__ ((packed)) { enum full m140 : 32; } __attribute__ ((aligned (16))) m141[3]; vector32 m142 __attribute__ ((packed)); unsigned INT128 m143; unsigned long long m144; int m145 __attribute__ ((aligned (64))); };
extern char use_s26[sizeof (struct s26) + 1];
struct __attribute__ ((aligned (64))) s27 : s26 { private: s27 (); long long m146; struct { struct s24 m147[4]; struct __attribute__ ((aligned (1))) { int_a1 m148 : 24; void * m149; } __attribute__ ((aligned (2))) m150; ALIGN (8) struct s19 m151[4] __attribute__ ((aligned (8))); }; char m152[2][1]; unsigned m153 : 19; } __attribute__ ((aligned));
extern char use_s27[sizeof (struct s27) + 1];
#pragma pack (push, 2)
struct s28 : public s18 { int_a1 m154 : 18; unsigned m155[1]; short m156 : 15; int_a1 m157 : 2; int_a8 m158 : 13; };
extern char use_s28[sizeof (struct s28) + 1];
#pragma pack (pop)
struct s29 { private: ~s29 (); short : 14; short m160; };
extern char use_s29[sizeof (struct s29) + 1];
struct s30 : s27 { unsigned short m161; int_a1 : 1; unsigned long long m163 : 8; enum full m164[3]; };
extern char use_s30[sizeof (struct s30) + 1];
union s31 { char m165[4]; char m166 : 5; };
extern char use_s31[sizeof (union s31) + 1];
struct s32 : s30 { unsigned long int m167 : 9; signed char m168 : 7; unsigned char m169 : 8; long m170 : 29; long long m171 : 47; union s31 m172[2]; };
extern char use_s32[sizeof (struct s32) + 1];
union __attribute__ ((packed)) s33 { short m173; unsigned char m174[1]; ALIGN (64) unsigned short m175 __attribute__ ((aligned (64))); } __attribute__ ((packed));
extern char use_s33[sizeof (union s33) + 1];
#pragma pack (1)
struct s34 : public s24 {  unsigned short : 4; };
extern char use_s34[sizeof (struct s34) + 1];
#pragma pack ()
#pragma pack (push, 2)
struct __attribute__ ((packed)) s35 : s32 {  unsigned short m177 __attribute__ ((aligned)); char m178 : 4; union { struct { ALIGN (8) long m179; } m180; unsigned long long : 0; int_a1 m182 : 25; } __attribute__ ((packed)); ALIGN (4) unsigned char m183; union { union { unsigned long long m184 : 16 __attribute__ ((packed)); struct s28 m185; enum full m186 : 32; }; enum full m187 : 32; enum small m188 : 32; long m189 : 30; } m190; signed char m191; };
extern char use_s35[sizeof (struct s35) + 1];
#pragma pack (pop)
struct s36 {  unsigned long long m192; enum tight m193[1]; signed char m194 __attribute__ ((aligned (1))) = 0; char m195[1]; long_a4 m196; union __attribute__ ((aligned (8))) { union { unsigned short m197 : 4; long long m198 : 64; enum small m199 : 32; } __attribute__ ((aligned (2))) m200[1]; }; } __attribute__ ((packed));
extern char use_s36[sizeof (struct s36) + 1];
struct __attribute__ ((packed, aligned (16))) s37 { int m201; union { char_a2 m202 : 3 __attribute__ ((aligned (1))); } m203; struct { struct s27 m204; long m205; } __attribute__ ((packed, aligned (1))); const char *volatile m206; short m207 __attribute__ ((packed)); };
extern char use_s37[sizeof (struct s37) + 1];
#pragma pack (push, 2)
struct s38 : public s27 { typedef int local; int method (int x) const { return x; } long m208; union { enum full m209[1]; long long m210; }; float m211; struct s34 m212; } __attribute__ ((packed));
extern char use_s38[sizeof (struct s38) + 1];
#pragma pack (pop)
struct __attribute__ ((packed)) s39 : public s36 {  } __attribute__ ((packed));
extern char use_s39[sizeof (struct s39) + 1];
struct s40 : s26 { private: ~s40 (); static const int constant = 3; enum small m213; enum large m214; int m215[4] __attribute__ ((aligned (16))); char_a2 m216; unsigned char m217[3]; void * m218; int m219; };
extern char use_s40[sizeof (struct s40) + 1];
struct s41 { enum class inner : short { one, two }; int method (int x) const { return x; } typedef int local; enum negative m220 : 32; short m221 : 16; long_a2 : 47; unsigned m223 : 13; unsigned short m224 : 10 __attribute__ ((packed)); };
extern char use_s41[sizeof (struct s41) + 1];
#pragma pack (4)
struct s42 { int method (int x) const { return x; } ~s42 (); using other = long; vector32 m225[2]; char m226; double_a16 m227; long long m228; struct { unsigned INT128 m229 __attribute__ ((aligned)); void * m230[3][1]; unsigned long long m231; int m232[4]; }; float m233; signed char m234[1]; };
extern char use_s42[sizeof (struct s42) + 1];
#pragma pack ()
#pragma pack (4)
struct s43 : s30 { struct s30 m235[4]; enum negative m236; struct s42 m237; union { long m238; ALIGN (16) struct s32 m239; int m240; struct { unsigned char : 8; char m242[1]; }; } __attribute__ ((aligned)); };
extern char use_s43[sizeof (struct s43) + 1];
#pragma pack ()
#pragma pack (4)
struct s44 : s29 { union __attribute__ ((packed)) { struct s42 m243[1]; long long m244[4]; ALIGN (16) enum tight m245; } __attribute__ ((packed)); union { enum small m246[3][3] __attribute__ ((aligned)); union { __SIZE_TYPE__ m247; } m248[3]; char : 4; } __attribute__ ((aligned (2))) m250; unsigned char m251 : 1; unsigned m252; char_a2 : 4; } __attribute__ ((packed));
extern char use_s44[sizeof (struct s44) + 1];
#pragma pack ()
struct __attribute__ ((packed)) s45 : public s34 { INT128 m254; union { enum tight m255; unsigned long long m256; long double m257; long double m258; }; signed char m259[4][2] __attribute__ ((aligned (64))); int_a1 m260 : 15; unsigned short m261 : 15; signed char m262 : 8; long_a2 m263 __attribute__ ((packed)); };
extern char use_s45[sizeof (struct s45) + 1];
struct __attribute__ ((aligned (4))) s46 : public s44 {  int m264[2]; enum negative m265 : 32; int m266; struct s36 m267; signed char : 3; char m269 : 8; } __attribute__ ((packed));
extern char use_s46[sizeof (struct s46) + 1];
struct s47 : s41 { callback m270; ALIGN (2) unsigned long int m271[2] __attribute__ ((aligned (4))); unsigned short m272[2]; unsigned char m273[4]; struct s32 m274; struct { struct { long_a4 m275; unsigned short m276[4]; int m277; vector32 m278; } m279; } __attribute__ ((packed)) m280; int m281[2][3]; };
extern char use_s47[sizeof (struct s47) + 1];
struct s48 : public s41 { int_a1 m282 : 32; int m283 : 13; enum full m284[1]; };
extern char use_s48[sizeof (struct s48) + 1];
struct s49 {  struct s46 m285; struct s42 m286 __attribute__ ((aligned (32))); enum negative m287 __attribute__ ((packed)); vector8 m288[4]; struct s40 m289[1][4]; char m290[1]; };
extern char use_s49[sizeof (struct s49) + 1];
struct s50 { static int shared; typedef int local; private: enum full m291 : 32; unsigned long int : 32; unsigned char m293; vector32 m294; } __attribute__ ((packed));
extern char use_s50[sizeof (struct s50) + 1];
#pragma pack (push, 16)
struct __attribute__ ((aligned (1))) s51 { using other = long; static int shared; int m295; long m296; } __attribute__ ((packed, aligned (16)));
extern char use_s51[sizeof (struct s51) + 1];
#pragma pack (pop)
struct s52 {  unsigned long int m297[2][2]; long_a2 m298 : 62; long m299; long m300 : 15; enum full m301 : 32; unsigned char m302[2]; short m303; };
extern char use_s52[sizeof (struct s52) + 1];
struct s53 : s42 { static int shared; ~s53 (); long m304 = 0; short m305 : 16; };
extern char use_s53[sizeof (struct s53) + 1];
union s54 { struct s50 m306; };
extern char use_s54[sizeof (union s54) + 1];
union __attribute__ ((aligned)) s55 { union __attribute__ ((aligned (8))) { unsigned char m307 : 8; unsigned long long m308 : 12; unsigned char : 0; enum tight m310[3]; } __attribute__ ((aligned (1))) m311; double m312 __attribute__ ((packed)); unsigned short m313; } __attribute__ ((aligned (16)));
extern char use_s55[sizeof (union s55) + 1];
#pragma pack (push, 1)
struct s56 { enum full m314 : 32; ALIGN (64) callback m315[1] __attribute__ ((packed)); union { unsigned long long : 48; }; } __attribute__ ((packed));
extern char use_s56[sizeof (struct s56) + 1];
#pragma pack (pop)
#pragma pack (push, 1)
struct s57 : public s45 { int method (int x) const { return x; } vector32 m317[1][4]; };
extern char use_s57[sizeof (struct s57) + 1];
#pragma pack (pop)
union s58 { union { union { unsigned long long m318; struct { long : 0; } __attribute__ ((aligned (1))); } m320; unsigned m321 : 6; }; long_a4 m322; union s55 m323; };
extern char use_s58[sizeof (union s58) + 1];
union __attribute__ ((packed)) s59 { enum full m324 : 32; vector16 m325; };
extern char use_s59[sizeof (union s59) + 1];
struct s60 { typedef int local; int_a8 m326; struct s53 m327[1]; } __attribute__ ((packed));
extern char use_s60[sizeof (struct s60) + 1];
struct s61 : public s46 { unsigned long int m328 : 15; union { struct s60 m329[3][2]; unsigned short m330 : 9; long m331 : 17; unsigned long long m332; } __attribute__ ((packed)) m333; struct s49 m334[3]; enum negative m335; };
extern char use_s61[sizeof (struct s61) + 1];
struct __attribute__ ((packed)) s62 { struct { struct s50 m336; unsigned long long m337 __attribute__ ((aligned (1))); double m338; } __attribute__ ((aligned (64))) m339[2]; double m340[2]; };
extern char use_s62[sizeof (struct s62) + 1];
#pragma pack (push, 4)
struct s63 { enum large m341; enum tight m342; long m343; } __attribute__ ((packed));
extern char use_s63[sizeof (struct s63) + 1];
#pragma pack (pop)
struct s64 : public s52 { signed char m344 : 5; signed char m345 : 4; char : 0; vector32 m347; union { char m348[3]; signed char : 0; struct __attribute__ ((aligned (64))) { unsigned m350 : 7; char m351 : 2; unsigned short m352 : 6; } m353; } m354; short m355 : 5; struct s62 m356 __attribute__ ((aligned (16))); } __attribute__ ((aligned (32)));
extern char use_s64[sizeof (struct s64) + 1];
struct s65 { unsigned long int m357 __attribute__ ((aligned (32))); } __attribute__ ((aligned (16)));
extern char use_s65[sizeof (struct s65) + 1];
#pragma pack (push, 16)
struct __attribute__ ((packed)) s66 { struct s60 m358[2]; unsigned long int m359; } __attribute__ ((aligned (2)));
extern char use_s66[sizeof (struct s66) + 1];
#pragma pack (pop)
struct s67 { ~s67 (); struct s56 m360[2][1]; char m361 = 0; unsigned char m362; struct { void * m363; }; long_a2 m364 __attribute__ ((aligned (32))); struct s65 m365; };
extern char use_s67[sizeof (struct s67) + 1];
#pragma pack (1)
struct s68 : public s67 {  enum full m366 : 32; char m367[3]; };
extern char use_s68[sizeof (struct s68) + 1];
#pragma pack ()
struct s69 { unsigned short m368 : 7; struct s65 m369[2]; unsigned m370 : 18; long m371 : 32 __attribute__ ((aligned)); int m372; vector8 m373; } __attribute__ ((aligned (8)));
extern char use_s69[sizeof (struct s69) + 1];
#pragma pack (4)
struct s70 { int : 0; };
extern char use_s70[sizeof (struct s70) + 1];
#pragma pack ()
struct s71 { signed char m374; double m375; };
extern char use_s71[sizeof (struct s71) + 1];
union __attribute__ ((packed, aligned (2))) s72 { struct s69 m376; } __attribute__ ((aligned (8)));
extern char use_s72[sizeof (union s72) + 1];
struct s73 : s67 { int m377[1]; unsigned char m378; };
extern char use_s73[sizeof (struct s73) + 1];
#pragma pack (push, 4)
struct s74 : public s70 { ~s74 (); typedef int local; int method (int x) const { return x; } enum negative m379; char m380; long long m381; struct { struct { char m382[1]; int m383 : 32; } m384; enum negative m385 : 32; struct s69 m386[4][1]; } __attribute__ ((aligned (4))) m387; char_a2 m388 : 8; unsigned m389; };
extern char use_s74[sizeof (struct s74) + 1];
#pragma pack (pop)
struct s75 { __SIZE_TYPE__ m390; char : 0; int_a1 : 32; struct s69 m393; };
extern char use_s75[sizeof (struct s75) + 1];
#pragma pack (push, 1)
struct s76 : public s68 {  struct s74 m394; unsigned char m395 __attribute__ ((aligned (64))); unsigned long long m396; unsigned short m397; callback m398[2]; struct s74 m399; };
extern char use_s76[sizeof (struct s76) + 1];
#pragma pack (pop)
struct __attribute__ ((packed)) s77 : s73 { s77 (); const char *volatile m400; long m401[2]; unsigned long long m402 : 36; };
extern char use_s77[sizeof (struct s77) + 1];
#pragma pack (push, 8)
union s78 { char_a2 m403 : 4; unsigned char m404 : 6; };
extern char use_s78[sizeof (union s78) + 1];
#pragma pack (pop)
struct s79 { struct s75 m405; struct s69 m406[3]; };
extern char use_s79[sizeof (struct s79) + 1];
struct __attribute__ ((packed)) s80 : public s66 { static const int constant = 3; enum class inner : short { one, two }; ~s80 (); struct s70 m407; enum negative m408 __attribute__ ((aligned (2))); union s72 m409 __attribute__ ((packed)); unsigned long long m410; };
extern char use_s80[sizeof (struct s80) + 1];
#pragma pack (16)
union s81 { struct s75 m411; union s78 m412; };
extern char use_s81[sizeof (union s81) + 1];
#pragma pack ()
struct s82 {  float m413; int_a1 m414 : 18; void * m415; } __attribute__ ((packed));
extern char use_s82[sizeof (struct s82) + 1];
struct __attribute__ ((aligned (64))) s83 : public s77 { enum tight m416[1][4]; char m417; union s72 m418; unsigned short m419; long m420; unsigned long int m421[4]; };
extern char use_s83[sizeof (struct s83) + 1];
struct s84 : public s71 { struct { signed char m422; char m423 : 7; callback m424; } __attribute__ ((packed, aligned (1))) m425; void * m426; long long m427 : 64; unsigned m428; char_a2 m429 : 8; };
extern char use_s84[sizeof (struct s84) + 1];
#pragma pack (16)
struct s85 {  unsigned long int m430; struct __attribute__ ((packed)) { union { unsigned short m431; const char *volatile m432[1] __attribute__ ((packed)); } m433; } m434; struct { vector8 m435; } m436[1]; } __attribute__ ((aligned (4)));
extern char use_s85[sizeof (struct s85) + 1];
#pragma pack ()
union s86 { ALIGN (2) unsigned char m437; struct s73 m438[2]; enum small m439; short m440; };
extern char use_s86[sizeof (union s86) + 1];
struct s87 {   };
extern char use_s87[sizeof (struct s87) + 1];
struct s88 : s77 { typedef int local; long_a4 m441; long long m442; int m443 __attribute__ ((aligned (32))); struct { unsigned long long m444; union s86 m445; char m446; }; struct s71 m447; };
extern char use_s88[sizeof (struct s88) + 1];
struct __attribute__ ((aligned (16))) s89 : s82 { char_a2 : 5; unsigned long int : 32; short : 12; unsigned char m451 : 1; double_a16 m452; };
extern char use_s89[sizeof (struct s89) + 1];
union s90 { enum tight m453; int_a8 m454 : 31; unsigned long int m455 : 20; int_a8 : 12; long long : 23; };
extern char use_s90[sizeof (union s90) + 1];
union s91 { struct __attribute__ ((packed)) { int_a8 m458 : 4; char : 0; signed char m460[3]; struct s89 m461; }; char_a2 m462; };
extern char use_s91[sizeof (union s91) + 1];
union s92 { unsigned long long m463; char m464; } __attribute__ ((packed, aligned (32)));
extern char use_s92[sizeof (union s92) + 1];
struct s93 { public: static int shared; int_a8 : 0; unsigned long int m466; struct s87 m467; short m468 : 2; long_a2 m469 : 10; struct s87 m470; };
extern char use_s93[sizeof (struct s93) + 1];
#pragma pack (push, 4)
struct s94 : public s87 { int method (int x) const { return x; } static int shared; typedef int local; unsigned short m471 __attribute__ ((aligned (2))); unsigned short m472 = 0; __SIZE_TYPE__ m473 __attribute__ ((aligned)); unsigned long int m474; unsigned long long m475; };
extern char use_s94[sizeof (struct s94) + 1];
#pragma pack (pop)
struct s95 : s74 { unsigned short m476 : 12; ALIGN (32) unsigned INT128 m477 __attribute__ ((aligned (8))); unsigned long long m478 : 53; };
extern char use_s95[sizeof (struct s95) + 1];
#pragma pack (1)
struct s96 { private: typedef int local; int_a8 : 32; unsigned long int m480 = 0; } __attribute__ ((packed));
extern char use_s96[sizeof (struct s96) + 1];
#pragma pack ()
struct s97 : public s82 { public: unsigned long long m481; struct s95 m482 __attribute__ ((aligned (64))); unsigned m483; unsigned long long m484; char m485; long long m486[3]; };
extern char use_s97[sizeof (struct s97) + 1];
struct __attribute__ ((aligned (1))) s98 { signed char m487; int_a1 m488; char m489; void * m490; struct __attribute__ ((aligned (4))) { struct s87 m491[2] __attribute__ ((aligned)); short m492[1]; int m493; } __attribute__ ((aligned (1))); long long m494[1][3] __attribute__ ((aligned (16))); } __attribute__ ((aligned (8)));
extern char use_s98[sizeof (struct s98) + 1];
#pragma pack (4)
struct s99 : public s85 { s99 (); using other = long;  };
extern char use_s99[sizeof (struct s99) + 1];
#pragma pack ()
#pragma pack (push, 1)
struct __attribute__ ((packed)) s100 : public s95 { ~s100 (); static const int constant = 3; ALIGN (1) long m495[2][1]; struct __attribute__ ((aligned (8))) { struct s95 m496; } m497; };
extern char use_s100[sizeof (struct s100) + 1];
#pragma pack (pop)
#pragma pack (2)
struct s101 : public s93 {  short_a32 m498; long m499 : 14; };
extern char use_s101[sizeof (struct s101) + 1];
#pragma pack ()
struct s102 : public s101 { enum full m500 : 32; } __attribute__ ((packed));
extern char use_s102[sizeof (struct s102) + 1];
struct s103 { unsigned : 32; unsigned : 14; unsigned m503 : 16 __attribute__ ((aligned (1))); unsigned char m504 : 5; };
extern char use_s103[sizeof (struct s103) + 1];
#pragma pack (push, 2)
struct s104 : public s93 { ~s104 (); static int shared; ALIGN (4) char_a2 m505 : 5; enum negative m506 : 32; };
extern char use_s104[sizeof (struct s104) + 1];
#pragma pack (pop)
union __attribute__ ((packed)) s105 { unsigned char m507[2]; enum large m508[1]; long double m509[4]; unsigned short m510; char_a2 m511 __attribute__ ((aligned (64))); unsigned long int m512; struct __attribute__ ((packed)) { unsigned long long m513; union { unsigned m514 __attribute__ ((packed)); unsigned short m515; union { double m516; struct s99 m517; signed char m518[3]; }; } __attribute__ ((packed)) m519[3]; } m520; } __attribute__ ((packed));
extern char use_s105[sizeof (union s105) + 1];
struct s106 : s102 { char m521[2]; enum large m522; struct { short m523; signed char m524 : 3 __attribute__ ((packed)); unsigned short m525 : 11; }; short m526; signed char m527[2]; struct __attribute__ ((packed)) { long m528 : 7; }; struct __attribute__ ((packed)) { struct s103 m529 __attribute__ ((packed)); unsigned short m530 : 14; } m531; };
extern char use_s106[sizeof (struct s106) + 1];
#pragma pack (16)
struct s107 {  int_a1 m532; unsigned short m533; char m534; signed char m535; };
extern char use_s107[sizeof (struct s107) + 1];
#pragma pack ()
struct s108 : s95 { struct __attribute__ ((aligned (2))) { struct s103 m536[1][1] __attribute__ ((packed)); } __attribute__ ((aligned (64))) m537[3]; };
extern char use_s108[sizeof (struct s108) + 1];
#pragma pack (push, 2)
union __attribute__ ((packed)) s109 { struct s102 m538[4]; short m539[4]; vector32 m540; };
extern char use_s109[sizeof (union s109) + 1];
#pragma pack (pop)
struct s110 : public s106 { private: typedef int local; public: union { int m541 __attribute__ ((packed)); } __attribute__ ((packed)) m542[1]; unsigned long long m543; int_a8 m544; unsigned short m545 = 0; float m546; };
extern char use_s110[sizeof (struct s110) + 1];
struct s111 : s108 { s111 (); ~s111 (); static int shared; enum small m547 : 32; int m548 : 32; unsigned short m549 : 15 __attribute__ ((aligned (1))); unsigned long int m550 : 5; };
extern char use_s111[sizeof (struct s111) + 1];
struct s112 { s112 (); static int shared; public: union s105 m551[4]; unsigned char m552; short m553[2][3]; short_a32 m554; const char *volatile m555[4][3]; };
extern char use_s112[sizeof (struct s112) + 1];
#pragma pack (4)
struct __attribute__ ((packed)) s113 : s108 {  long long m556; };
extern char use_s113[sizeof (struct s113) + 1];
#pragma pack ()
union __attribute__ ((packed)) s114 { int_a8 m557; union { long_a4 m558; enum full m559[3][4]; int m560[2][1]; } m561; };
extern char use_s114[sizeof (union s114) + 1];
#pragma pack (1)
struct s115 : public s107 {  union s109 m562; struct s103 m563; };
extern char use_s115[sizeof (struct s115) + 1];
#pragma pack ()
#pragma pack (push, 4)
struct s116 { struct { long m564 : 10; union { struct s113 m565[3] __attribute__ ((aligned (32))); signed char m566[4]; } __attribute__ ((packed, aligned (4))) m567; callback m568; enum tight m569; } m570; unsigned m571 __attribute__ ((aligned (32))); short m572; union s105 m573 __attribute__ ((aligned (8))); };
extern char use_s116[sizeof (struct s116) + 1];
#pragma pack (pop)
struct __attribute__ ((packed)) s117 { using other = long; ALIGN (64) int_a8 m574 : 31; } __attribute__ ((aligned (1)));
extern char use_s117[sizeof (struct s117) + 1];
#pragma pack (16)
struct __attribute__ ((aligned (64))) s118 { long double m575; } __attribute__ ((aligned (2)));
extern char use_s118[sizeof (struct s118) + 1];
#pragma pack ()
#pragma pack (push, 8)
struct __attribute__ ((packed)) s119 : s113 { double m576; char m577; struct s117 m578; unsigned char m579; };
extern char use_s119[sizeof (struct s119) + 1];
#pragma pack (pop)
struct s120 { enum class inner : short { one, two }; typedef int local; using other = long; __SIZE_TYPE__ m580; signed char m581 : 8; short m582 : 12; };
extern char use_s120[sizeof (struct s120) + 1];
#pragma pack (8)
struct s121 : public s110 { signed char m583 : 3; unsigned char m584 : 7; unsigned char m585 : 5; };
extern char use_s121[sizeof (struct s121) + 1];
#pragma pack ()
union s122 { short : 4; vector8 m587 __attribute__ ((packed)); long long m588 : 4; unsigned m589[4][4]; } __attribute__ ((packed));
extern char use_s122[sizeof (union s122) + 1];
#pragma pack (push, 1)
struct s123 { struct __attribute__ ((packed)) { struct s112 m590 __attribute__ ((aligned (4))); long long m591 : 1 __attribute__ ((aligned (1))); long long m592 : 49; } m593; int_a1 m594 : 32; short m595; unsigned long int : 32; enum small m597 : 32; signed char m598 : 6; } __attribute__ ((aligned (64)));
extern char use_s123[sizeof (struct s123) + 1];
#pragma pack (pop)
struct s124 { enum small m599 : 32; unsigned INT128 m600; unsigned long int m601 : 32; unsigned long int : 0; } __attribute__ ((aligned (1)));
extern char use_s124[sizeof (struct s124) + 1];
union s125 { long_a2 m603 : 23; union s122 m604; int m605 : 28; };
extern char use_s125[sizeof (union s125) + 1];
struct s126 { char_a2 : 1; unsigned m607 : 32; };
extern char use_s126[sizeof (struct s126) + 1];
struct s127 : s124 {  struct s120 m608; struct s117 m609[2]; union s122 m610; union __attribute__ ((packed)) { signed char : 6; enum small m612 : 32; ALIGN (1) struct s112 m613; }; long long m614[4]; void * m615; };
extern char use_s127[sizeof (struct s127) + 1];
struct s128 { unsigned long int m616 : 10 __attribute__ ((aligned (16))); long m617 : 15; } __attribute__ ((packed, aligned));
extern char use_s128[sizeof (struct s128) + 1];
struct s129 : public s117 { using other = long; long m618; long double m619; union { struct s124 m620; } m621; };
extern char use_s129[sizeof (struct s129) + 1];
struct s130 { using other = long; ~s130 (); long m622; struct { struct s126 m623; unsigned char m624 __attribute__ ((packed)); }; signed char m625[2][2]; };
extern char use_s130[sizeof (struct s130) + 1];
struct s131 { s131 (); private: unsigned m626 : 3; struct { ALIGN (4) long_a2 m627; } m628; ALIGN (1) unsigned m629[2][2]; char m630 __attribute__ ((aligned (8))); char : 5; unsigned long long m632[2][1] __attribute__ ((packed)); char_a2 m633 : 8; };
extern char use_s131[sizeof (struct s131) + 1];
struct s132 : s118 { int method (int x) const { return x; } static int shared; enum class inner : short { one, two }; struct __attribute__ ((packed)) { unsigned short m634[4] __attribute__ ((aligned (1))); char_a2 m635; }; enum full m636 : 32; };
extern char use_s132[sizeof (struct s132) + 1];
#pragma pack (push, 8)
struct s133 : s121 { private: static int shared; int method (int x) const { return x; } union { enum negative m637[2]; } m638[1]; vector16 m639; enum full m640[4]; };
extern char use_s133[sizeof (struct s133) + 1];
#pragma pack (pop)
struct __attribute__ ((packed)) s134 { struct { int_a1 m641; } m642; struct s130 m643; unsigned long int m644[1] __attribute__ ((packed)); struct __attribute__ ((packed)) { enum full m645 : 32; } m646; struct { vector32 m647; union { union __attribute__ ((aligned (32))) { signed char m648; const char *volatile m649[1][2]; }; struct { enum large m650[4][2]; }; }; }; __WCHAR_TYPE__ m651; };
extern char use_s134[sizeof (struct s134) + 1];
struct __attribute__ ((packed, aligned (32))) s135 { enum negative m652; float m653[4]; };
extern char use_s135[sizeof (struct s135) + 1];
struct s136 : s132 { int method (int x) const { return x; } struct { unsigned long int m654; }; long : 17; };
extern char use_s136[sizeof (struct s136) + 1];
struct __attribute__ ((packed)) s137 { struct s134 m656; enum full m657 __attribute__ ((packed)); unsigned long long m658; short m659; union { signed char m660; vector16 m661; struct __attribute__ ((packed, aligned (32))) { int_a8 m662 __attribute__ ((aligned (16))); int m663[3]; unsigned m664[3] __attribute__ ((aligned (1))); }; } __attribute__ ((aligned (2))); };
extern char use_s137[sizeof (struct s137) + 1];
struct s138 { unsigned char m665 : 8; char m666; long long m667 __attribute__ ((aligned (16))); ALIGN (64) double_a16 m668; };
extern char use_s138[sizeof (struct s138) + 1];
#pragma pack (push, 4)
struct __attribute__ ((aligned (32))) s139 : s138 { typedef int local; struct s138 m669; unsigned long long : 42; };
extern char use_s139[sizeof (struct s139) + 1];
#pragma pack (pop)
struct s140 { using other = long; int method (int x) const { return x; } enum class inner : short { one, two }; unsigned long int m671; long m672[1]; unsigned m673[1]; struct s132 m674; struct s138 m675; struct s126 m676[3] __attribute__ ((aligned)); unsigned long long m677[1]; };
extern char use_s140[sizeof (struct s140) + 1];
#pragma pack (push, 16)
union s141 { struct s139 m678; double_a16 m679; unsigned long long m680 __attribute__ ((aligned (32))); struct { enum negative m681 : 32; enum full m682 : 32; unsigned long int m683 : 23; }; };
extern char use_s141[sizeof (union s141) + 1];
#pragma pack (pop)
union s142 { unsigned INT128 m684[1]; };
extern char use_s142[sizeof (union s142) + 1];
struct s143 : public s133 { static int shared; struct s140 m685; };
extern char use_s143[sizeof (struct s143) + 1];
#pragma pack (push, 2)
struct s144 : public s134 { public: s144 (); typedef int local; long m686 : 32; };
extern char use_s144[sizeof (struct s144) + 1];
#pragma pack (pop)
#pragma pack (16)
struct s145 : s140 { unsigned long long m687 : 14; struct { __WCHAR_TYPE__ m688; short m689; } m690; signed char : 0; };
extern char use_s145[sizeof (struct s145) + 1];
#pragma pack ()
struct s146 { static const int constant = 3; public: static int shared; enum tight m692[3]; };
extern char use_s146[sizeof (struct s146) + 1];
union s147 { struct { unsigned short m693 : 1; long double m694[4]; }; struct __attribute__ ((aligned (8))) { struct s140 m695; char m696; } m697; char m698; struct s134 m699; enum small m700; } __attribute__ ((packed));
extern char use_s147[sizeof (union s147) + 1];
struct s148 { typedef int local; public: enum class inner : short { one, two }; long_a2 m701 : 23; unsigned short m702; unsigned m703; int m704 : 9; unsigned m705; union __attribute__ ((aligned (1))) { callback m706[4]; signed char m707 __attribute__ ((aligned (8))); signed char m708 __attribute__ ((aligned)); }; };
extern char use_s148[sizeof (struct s148) + 1];
struct __attribute__ ((packed)) s149 { enum class inner : short { one, two }; int method (int x) const { return x; } long double m709[2]; union s141 m710; };
extern char use_s149[sizeof (struct s149) + 1];
