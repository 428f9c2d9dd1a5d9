/** The servers that most host apps have. `npm run test:long` runs the same rows on the others. */
import { contract } from './contract.js'
import { RUNTIMES } from './runtimes.js'

for (const runtime of RUNTIMES) contract(runtime)
