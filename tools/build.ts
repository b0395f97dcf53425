import { copyFileSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isMain } from './is-main.ts'
import { buildSheet, buildWidget } from './widget.ts'

const ASSETS = 'dist/assets'

/** The evergreen file is asked for again soon; the hashed one never. The tag may carry an integrity hash: allow CORS. */
const HEADERS = `/pairwell.js
  Cache-Control: public, max-age=3600, stale-while-revalidate=86400
  Access-Control-Allow-Origin: *
  X-Content-Type-Options: nosniff
/pairwell.css
  Cache-Control: public, max-age=3600, stale-while-revalidate=86400
  Access-Control-Allow-Origin: *
  X-Content-Type-Options: nosniff
/pairwell-*
  Cache-Control: public, max-age=31536000, immutable
  Access-Control-Allow-Origin: *
  X-Content-Type-Options: nosniff
/docs-assets/*
  Cache-Control: public, max-age=3600
  X-Content-Type-Options: nosniff
`

const DOCS_SCRIPT = `SwaggerUIBundle({ url: '/v1/openapi.json', dom_id: '#docs', deepLinking: true, persistAuthorization: false })\n`

/** Makes everything that is served as a file: the script tag's, and the API page's. */
export async function build(): Promise<Awaited<ReturnType<typeof buildWidget>>> {
  rmSync(ASSETS, { recursive: true, force: true })
  const docs = join(ASSETS, 'docs-assets')
  mkdirSync(docs, { recursive: true })
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    copyFileSync(join('node_modules/swagger-ui-dist', file), join(docs, file))
  }
  writeFileSync(join(docs, 'docs.js'), DOCS_SCRIPT)
  // A tag that is pinned to one of them goes on working.
  for (const file of globSync('widget/releases/*/*.js')) copyFileSync(file, join(ASSETS, basename(file)))
  writeFileSync(join(ASSETS, '_headers'), HEADERS)
  writeFileSync(join(ASSETS, 'pairwell.css'), await buildSheet())
  return await buildWidget(ASSETS)
}

if (isMain(import.meta)) {
  const { bytes, hashed, integrity } = await build()
  console.log(
    `${hashed}: ${bytes.raw} bytes, ${bytes.gzip} gzip, ${bytes.brotli} brotli, integrity ${integrity}`,
  )
}
