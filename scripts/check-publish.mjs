// Runs before `npm publish`. Packages are published by the release workflow only, so that each one
// was tested and comes from a commit that everyone can read.
if (process.env.GITHUB_ACTIONS !== 'true') {
  console.error('Push a tag: .github/workflows/release.yml tests and publishes the package.')
  process.exit(1)
}
