/** Makes sequence parameter sets of HEVC (ITU-T H.265, 7.3.2.2) bit by bit. */
import type { Bytes } from './image-bytes.ts'

const bits = (value: number, count: number): string => value.toString(2).padStart(count, '0')
/** Exp-Golomb numbers. */
const golomb = (...values: number[]): string =>
  values
    .map((value) => (value + 1).toString(2))
    .map((code) => '0'.repeat(code.length - 1) + code)
    .join('')

interface Parts {
  /** Number of sub-layers. */
  layers?: number
  chroma?: number
  /** Conformance window. */
  window?: string
  scaling?: string
  pcm?: string
  /** Short-term and long-term reference images. */
  references?: string
  /** Fields before the video signal. */
  shape?: string
  vui?: string | undefined
  /** Colour primaries and transfer characteristics of ITU-T H.273. */
  numbers?: readonly [number, number] | undefined
}

/** Fields before the colours, for encoders that use more of the syntax. */
export const BITS: Readonly<Record<string, Parts>> = {
  nothing: {},
  'sub-layers': { layers: 3 },
  'colour planes of their own': { chroma: 3 },
  'a window': { window: '1' + golomb(0, 3, 0, 300) },
  'default scaling lists': { scaling: '10' },
  'scaling lists that refer to others': { scaling: '11' + ('0' + golomb(0)).repeat(20) },
  'scaling lists': {
    scaling:
      '11' +
      ('1' + golomb(...Array<number>(16).fill(5))).repeat(6) +
      ('1' + golomb(...Array<number>(64).fill(0))).repeat(6) +
      ('1' + golomb(...Array<number>(65).fill(1))).repeat(8),
  },
  'PCM samples': { pcm: '1' + bits(0x77, 8) + golomb(0, 2) + '1' },
  'reference images': {
    references:
      golomb(2) +
      golomb(1, 1, 0) +
      '1' +
      golomb(0) +
      '10' +
      golomb(0, 0) +
      '1' +
      golomb(1) +
      '000000001',
  },
  'an aspect ratio and overscan': { shape: '1' + bits(255, 8) + bits(0, 32) + '11' },
  'an aspect ratio by its number': { shape: '1' + bits(1, 8) + '0' },
}

/** The NAL unit, with the extra bytes that prevent a start code in the data (7.4.2). */
export function sps(parts: Parts): Bytes {
  const {
    layers = 0,
    chroma = 1,
    window = '0',
    scaling = '0',
    pcm = '0',
    references = golomb(0) + '0',
    shape = '00',
    numbers,
  } = parts
  const colours = numbers ? '1' + bits(numbers[0], 8) + bits(numbers[1], 8) + bits(9, 8) : '0'
  const vui = 'vui' in parts ? parts.vui : shape + '1' + bits(5, 3) + '1' + colours
  const content = [
    bits(0x4201, 16) + bits(0, 4) + bits(layers, 3) + '1' + bits(3, 96),
    // The first sub-layer has a profile and a level, the second one a level.
    layers === 0 ? '' : '110100' + '00'.repeat(8 - layers) + bits(1, 88) + bits(0, 8) + bits(90, 8),
    golomb(0, chroma) + (chroma === 3 ? '0' : '') + golomb(480, 320) + window + golomb(2, 2, 4),
    '1' + golomb(...Array<number>(3 * (layers + 1)).fill(0)) + golomb(0, 3, 0, 3, 0, 0),
    scaling + '11' + pcm + references + '11' + (vui === undefined ? '0' : '1' + vui) + '01',
  ].join('')
  const raw = content.match(/.{1,8}/g)?.map((byte) => parseInt(byte.padEnd(8, '0'), 2)) ?? []
  const unit: number[] = []
  for (const byte of raw) {
    if (byte < 4 && unit.at(-1) === 0 && unit.at(-2) === 0) unit.push(3)
    unit.push(byte)
  }
  return Uint8Array.from(unit)
}

/**
 * Removes the `colr` boxes of a file and writes the colours into its bitstream instead, with
 * limited range. The bitstream must have had unspecified colours (2) with full range.
 */
export function inBitstream(heic: Bytes, primaries: number, transfer: number): Bytes {
  const file = heic.slice()
  const latin1 = new TextDecoder('latin1').decode(file)
  for (const { index } of latin1.matchAll(/colr/g))
    file.set(new TextEncoder().encode('free'), index)
  const start = latin1.indexOf('hvcC')
  const length = new DataView(file.buffer).getUint32(start - 4) - 4
  const config = [...file.subarray(start, start + length)].map((byte) => bits(byte, 8)).join('')
  const unspecified = '11' + bits(2, 8) + bits(2, 8) + bits(6, 8)
  const at = config.lastIndexOf(unspecified)
  if (at < 0) throw new Error('the bitstream has no place for the numbers')
  const changed =
    config.slice(0, at) +
    '01' +
    bits(primaries, 8) +
    bits(transfer, 8) +
    bits(9, 8) +
    config.slice(at + unspecified.length)
  file.set(changed.match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? [], start)
  return file
}
