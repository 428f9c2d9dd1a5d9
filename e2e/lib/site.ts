/** The folder of the built page, from the global set-up. */
export function site(): string {
  const folder = process.env.E2E_SITE
  if (folder === undefined) throw new Error('E2E_SITE is not set: run the tests by Playwright')
  return folder
}
