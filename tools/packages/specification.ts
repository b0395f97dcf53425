import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { JsonObject } from '../../worker/api/public/specification/json.ts'

/** Only relative addresses are written into types. */
const ANY_ORIGIN = 'https://api.example'

/**
 * The OpenAPI document of the code as it stands. The Worker is bundled first, because Node runs no JSX.
 * @param folder for the bundle
 */
export async function readSpecification(folder = 'dist'): Promise<JsonObject> {
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, 'specification.cjs')
  await build({
    entryPoints: ['worker/index.ts'],
    outfile,
    // Some packages call `require`.
    ...{ bundle: true, platform: 'node', format: 'cjs', jsx: 'automatic', jsxImportSource: 'preact' },
  })
  const { app } = await import(pathToFileURL(resolve(outfile)).href)
  const answer: Response = await app.request(`${ANY_ORIGIN}/v1/openapi.json`)
  return (await answer.json()) as JsonObject
}
