#pragma pack (pop)
