/** Whether the first bytes are those of an Excel workbook (.xlsx, .xlsm). */
export function isWorkbook(first: Uint8Array): boolean {
  const isZip = [0x50, 0x4b, 0x03, 0x04].every((byte, at) => first[at] === byte)
  return (
    isZip &&
    /\[Content_Types\]\.xml|_rels\/|xl\//.test(new TextDecoder('latin1').decode(first.subarray(0, 4_096)))
  )
}
