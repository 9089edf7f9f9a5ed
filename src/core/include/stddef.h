/* The types are known without it; headers ask for some of this again and again. */
#undef NULL
#ifdef __cplusplus
#define NULL 0
#else
#define NULL ((void *) 0)
#endif
