/** The servers whose packages are those of `test/runtimes`. */
import { contract } from '../../contract/contract.js'
import { LONG_RUNTIMES } from '../../contract/runtimes.js'

for (const runtime of LONG_RUNTIMES) contract(runtime)
