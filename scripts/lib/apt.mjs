// Installs Debian's packages, where that is possible.
import { existsSync } from 'node:fs'
import { run } from './run.mjs'

/** @returns false if there is no apt-get, if the user is not root, or if it failed */
export function installWithApt(packages) {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) =>
    run('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], { env })
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...packages)
}
