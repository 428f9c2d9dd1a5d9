import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Tags = Readonly<Record<string, unknown>>

/**
 * Reads the metadata of files with ExifTool, an independent reader. Keys are `group:tag`. One
 * process reads all files.
 */
export function exiftool(files: readonly string[]): readonly Tags[] {
  return JSON.parse(
    run(['-json', '-all', '-a', '-G1', '-struct', '-api', 'largefilesupport=1', ...files]),
  ) as readonly Tags[]
}

/** Makes a copy into which ExifTool writes tags. */
export function withTags(content: Uint8Array, ...args: readonly string[]): Buffer<ArrayBuffer> {
  const folder = mkdtempSync(join(tmpdir(), 'exiftool-'))
  const file = join(folder, 'image')
  writeFileSync(file, content)
  run(['-overwrite_original', '-m', ...args, file])
  const result = Buffer.from(readFileSync(file))
  rmSync(folder, { recursive: true })
  return result
}

function run(args: readonly string[]): string {
  try {
    return execFileSync('exiftool', args, {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  } catch (error) {
    // With an unreadable file among readable ones, ExifTool exits with 1, after it has written all
    // output.
    if (
      error instanceof Error &&
      'stdout' in error &&
      typeof error.stdout === 'string' &&
      error.stdout !== ''
    )
      return error.stdout
    throw new Error(
      'exiftool is needed: apt-get install libimage-exiftool-perl, or brew install exiftool',
      { cause: error },
    )
  }
}
