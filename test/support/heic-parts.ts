/** HEIC files with a hand-made `meta` box, for cases that `heic` does not write. */
import { box, fullBox, ispe } from './heic-bytes.ts'
import type { Part } from './image-bytes.ts'
import { bytes, u16, u32 } from './image-bytes.ts'

/** A box with a length of 64 bits. */
export const large = (type: string, ...content: Part[]) =>
  bytes(u32(1), type, u32(0), u32(16 + bytes(content).length), content)
/** A box that ends where its parent ends. */
export const toTheEnd = (type: string, ...content: Part[]) => bytes(u32(0), type, content)

export const TYPE = box('ftyp', 'heic', u32(0), 'mif1')
export const PITM = fullBox('pitm', 0, u16(1))
export const infe = (id: number, type: string, ...name: number[]) =>
  fullBox('infe', 2, u16(id), u16(0), type, name)
export const iinf = (...entries: Part[]) => fullBox('iinf', 0, u16(entries.length), entries)
/** Associations: item number, number of properties, their numbers. */
export const ipma = (count: number, ...associations: Part[]) =>
  fullBox('ipma', 0, u32(count), associations)
export const OWN = ipma(1, [u16(1), 1, 1])
export const ILOC = fullBox('iloc', 0, 0x44, 0, u16(0))

export interface Parts {
  entries?: readonly Part[]
  properties?: readonly Part[]
  associations?: Part
  /** Boxes between the three that are needed and `iprp`, which comes last. */
  more?: Part
}
export const fileOf = ({
  entries = [infe(1, 'hvc1')],
  properties = [ispe(640, 480)],
  associations = OWN,
  more = [],
}: Parts = {}) =>
  bytes(
    TYPE,
    fullBox(
      'meta',
      0,
      PITM,
      iinf(...entries),
      ILOC,
      more,
      box('iprp', box('ipco', properties), associations),
    ),
  )
