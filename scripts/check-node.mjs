// The tools need a recent Node; on Linux it comes with the dependencies, so this only speaks elsewhere.
const [major, minor] = process.versions.node.split('.').map(Number)
const isEnough = (major === 22 && minor >= 18) || (major === 24 && minor >= 11) || major >= 26
if (!isEnough) {
  console.error(
    `The build tools need Node ^22.18 || ^24.11 || >=26, but this is ${process.version}.\n` +
      'On Linux (x64, arm64) `npx --yes pnpm@12 install` brings Node 24 into node_modules; elsewhere install Node 24.',
  )
  process.exit(1)
}
