import { copyFileSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isMain } from './is-main.ts'
import { RELEASES } from './release.ts'
import { buildWidget, type WidgetBuild } from './widget.ts'

/** Where deployments, `npm start` and tests find what is served as a file, and where `npm run dev` does. */
export const ASSETS = 'dist/assets'
export const DEVELOPMENT_ASSETS = 'dist/development-assets'

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
`

/** In development every load of a page shows the newest build. */
const DEVELOPMENT_HEADERS = `/*
  Cache-Control: no-cache
  Access-Control-Allow-Origin: *
`

/** Builds everything that is served as a file: the widget and all its releases. */
export async function build(): Promise<WidgetBuild> {
  rmSync(ASSETS, { recursive: true, force: true })
  copyFixedFiles(ASSETS, HEADERS)
  return await buildWidget(ASSETS)
}

/** Does the same for `npm run dev`: with source maps, and without a cache. */
export async function buildForDevelopment(): Promise<void> {
  rmSync(DEVELOPMENT_ASSETS, { recursive: true, force: true })
  copyFixedFiles(DEVELOPMENT_ASSETS, DEVELOPMENT_HEADERS)
  await rebuildForDevelopment()
}

/** Builds the widget again, in the folder that the Worker is serving. */
export async function rebuildForDevelopment(): Promise<void> {
  const { file, hashed, lazy } = await buildWidget(DEVELOPMENT_ASSETS, { development: true })
  const built = [
    file,
    hashed,
    ...lazy.map((part) => part.file),
    ...releasedFiles().map((path) => basename(path)),
  ]
  for (const old of globSync(`${DEVELOPMENT_ASSETS}/pairwell*.js`))
    if (!built.includes(basename(old))) rmSync(old)
}

/** A page may be pinned to a release: its script and all parts that the script loads stay where they were. */
const releasedFiles = (): string[] => globSync(`${RELEASES}/*/*.js`)

function copyFixedFiles(assets: string, headers: string): void {
  mkdirSync(assets, { recursive: true })
  for (const file of releasedFiles()) copyFileSync(file, join(assets, basename(file)))
  writeFileSync(join(assets, '_headers'), headers)
}

if (isMain(import.meta)) {
  const { bytes, hashed, integrity } = await build()
  console.log(
    `${hashed}: ${bytes.raw} bytes, ${bytes.gzip} gzip, ${bytes.brotli} brotli, integrity ${integrity}`,
  )
}
