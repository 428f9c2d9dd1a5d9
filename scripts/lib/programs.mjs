// The programs of the system that the long tests start. On Debian they are installed as root.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installWithApt } from './apt.mjs'

/** Debian's packages have the names of their programs. */
const PROGRAMS = ['redis-server', 'radosgw', 'ceph-mon', 'ceph-osd', 'curl', 'openssl']

export const hasProgram = (name) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))

export const missingPrograms = () => PROGRAMS.filter((name) => !hasProgram(name))

/** Returns true in any case: a program that cannot be installed is reported by its stage. */
export function installPrograms() {
  installWithApt(missingPrograms())
  return true
}
