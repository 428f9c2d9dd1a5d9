/** The same requests to the local service and to Ceph RGW; the table is `docs/conformance.md`. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCephRgw, type CephRgw } from '../../support/ceph/ceph-rgw.js'
import { createBucket } from '../../support/ceph/create-bucket.js'
import { conformanceDocument } from '../../support/conformance/document.js'
import { runRows } from '../../support/conformance/run-rows.js'
import { exchange } from '../../support/exchange.js'
import { textOf } from '../../support/tracked-files.js'

let ceph: CephRgw
beforeAll(async () => {
  ceph = await startCephRgw()
})
afterAll(() => ceph?.stop())

test('docs/conformance.md has what both stores do', async () => {
  const columns = {
    local: await runRows(),
    likeS3: await runRows({ cors: 'like-s3' }),
    ceph: await runRows({ storage: ceph.storage }),
  }
  await expect(conformanceDocument(columns)).toMatchFileSnapshot('../../../docs/conformance.md')
})

test('the calls of docs/server/storage.md set the CORS rule and check it', async () => {
  const bucket = { ...ceph.storage, bucket: 'my-bucket' }
  await createBucket(bucket)
  const blocks = [...textOf('docs/server/storage.md').matchAll(/```sh\n([^]*?)```/g)]
  const commands = blocks
    .map(([, block = '']) =>
      block.replaceAll('https://kr.object.ncloudstorage.com', bucket.endpoint),
    )
    .filter((block) => block.includes('curl'))
  const folder = mkdtempSync(join(tmpdir(), 'put-bucket-cors-'))
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: bucket.accessKeyId,
    AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey,
    AWS_DEFAULT_REGION: bucket.region,
  }
  const outputs = commands.map((command) =>
    execFileSync('bash', ['-euc', command], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' }),
  )
  rmSync(folder, { recursive: true })
  expect(commands).toHaveLength(2)
  expect(outputs[1]).toMatch(/^HTTP\/1.1 200[^]*Access-Control-Allow-Origin: https:\/\/app.example/)
  const other = await exchange(`${bucket.endpoint}/my-bucket/any-key`, {
    method: 'OPTIONS',
    headers: { Origin: 'https://other.example.test', 'Access-Control-Request-Method': 'PUT' },
  })
  expect(other.status).toBe(403)
})
