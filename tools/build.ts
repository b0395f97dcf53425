import { copyFileSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isMain } from './is-main.ts'
import { RELEASES } from './release.ts'
import { buildSheet, buildWidget } from './widget.ts'

const ASSETS = 'dist/assets'

/**
 * Browsers ask again for the newest script after an hour, and never for one with a hash in its name. A tag with an
 * `integrity` attribute loads its script by CORS, so every origin is allowed.
 */
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

/** Builds everything that is served as a file: the widget, all its releases, and the API page's files. */
export async function build(): Promise<Awaited<ReturnType<typeof buildWidget>>> {
  rmSync(ASSETS, { recursive: true, force: true })
  const docs = join(ASSETS, 'docs-assets')
  mkdirSync(docs, { recursive: true })
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    copyFileSync(join('node_modules/swagger-ui-dist', file), join(docs, file))
  }
  writeFileSync(join(docs, 'docs.js'), DOCS_SCRIPT)
  // A page may be pinned to a release: its script and all parts that the script loads stay where they were.
  for (const file of globSync(`${RELEASES}/*/*.js`)) copyFileSync(file, join(ASSETS, basename(file)))
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
