import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { generateSource } from 'oazapfts'
import { expect, it } from 'vitest'
import { startRawWorker } from '../../tools/raw-worker.ts'

const VARS = { ADMIN_TOKEN: 'test', MASTER_KEY: 'a-master-key-of-the-tests-with-more-than-32-characters' }
/** Inside the project, so that the compiler finds its packages. */
const FOLDER = 'dist/client'
const CONFIG = {
  compilerOptions: {
    ...{ strict: true, noEmit: true, target: 'ES2023', lib: ['ES2023', 'DOM', 'DOM.Iterable'], types: [] },
    ...{
      module: 'ESNext',
      moduleResolution: 'Bundler',
      allowImportingTsExtensions: true,
      skipLibCheck: true,
    },
  },
  include: ['*.ts'],
}

it('a client generated from the specification compiles and works', async () => {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-client-'))
  const worker = await startRawWorker(state, VARS)
  try {
    rmSync(FOLDER, { recursive: true, force: true })
    mkdirSync(FOLDER, { recursive: true })
    const specification = join(FOLDER, 'openapi.json')
    writeFileSync(specification, await (await fetch(`${worker.url}/v1/openapi.json`)).text())
    writeFileSync(join(FOLDER, 'generated.ts'), await generateSource(specification))
    cpSync('test/api/smoke.ts', join(FOLDER, 'smoke.ts'))
    writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(CONFIG))
    execFileSync('node_modules/.bin/tsc', ['-p', FOLDER], { stdio: 'pipe' })
    const { smoke } = await import(pathToFileURL(join(FOLDER, 'smoke.ts')).href)
    expect(await smoke(worker.url, VARS.ADMIN_TOKEN)).toEqual({
      ...{ written: 3, listed: ['mug', 'pot'], next: true, imported: 202, unknown: 'unknown_item' },
      panels: ['complementary', 'upgrade'],
    })
  } finally {
    await worker.kill()
    rmSync(state, { recursive: true, force: true })
  }
})
