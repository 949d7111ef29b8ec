/** The checksum of a key. `node:zlib` has one too, but loading it costs milliseconds of a cold start. @module */

/** CRC-32 as in zip and PNG (ISO 3309, reflected polynomial 0xedb88320) of ASCII text; a whole number below 2³². */
export function crc32(text: string): number {
  let crc = 0xff_ff_ff_ff
  for (let at = 0; at < text.length; at += 1) {
    crc ^= text.charCodeAt(at)
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ ((crc & 1) === 1 ? 0xed_b8_83_20 : 0)
  }
  return ~crc >>> 0
}
