import { createHash, randomUUID } from 'node:crypto'
import {
  copyFileSync,
  cpSync,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { platform } from 'node:process'
import { buildConsole, type ConsoleBuild } from './console.ts'
import { writeDocs } from './docs/site.ts'
import { isMain } from './is-main.ts'
import { RELEASES } from './release.ts'
import { buildWidget, type WidgetBuild } from './widget.ts'

/** Where deployments and tests find what is served as a file: a link to the newest build. */
export const ASSETS = 'dist/assets'
/** The builds, each in a folder with the hash of its content as name. */
const BUILDS = 'dist/builds'
/** Older builds are deleted. A server has its own copy, see `ownAssets`. */
const KEPT_BUILDS = 5

/**
 * Browsers ask again for the newest script after an hour, and never for one with a hash in its name. A tag with an
 * `integrity` attribute loads its script by CORS, so every origin is allowed.
 */
const HEADERS = `/*
  X-Content-Type-Options: nosniff
  Strict-Transport-Security: max-age=31536000; includeSubDomains
/pairwell.js
  Cache-Control: public, max-age=3600, stale-while-revalidate=86400
  Access-Control-Allow-Origin: *
  Content-Security-Policy: frame-ancestors 'none'
/pairwell.css
  Cache-Control: public, max-age=3600, stale-while-revalidate=86400
  Access-Control-Allow-Origin: *
  Content-Security-Policy: frame-ancestors 'none'
/pairwell-*
  Cache-Control: public, max-age=31536000, immutable
  Access-Control-Allow-Origin: *
  Content-Security-Policy: frame-ancestors 'none'
/console/assets/*
  Cache-Control: public, max-age=31536000, immutable
  Content-Security-Policy: frame-ancestors 'none'
/docs/*
  Cache-Control: public, max-age=300
  Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
  Referrer-Policy: no-referrer
`

/** In development every load of a page shows the newest build. */
const DEVELOPMENT_HEADERS = `/*
  Cache-Control: no-cache
  Access-Control-Allow-Origin: *
`

/**
 * Builds everything that is served as a file: the widget, all its releases, and the console. The folder `dist/assets` is whole at every moment:
 * a reader sees the build before or the new one.
 *
 * @returns also the folder of the build, which later builds leave alone
 */
export async function build(): Promise<WidgetBuild & { folder: string; console: ConsoleBuild }> {
  mkdirSync(BUILDS, { recursive: true })
  const unfinished = mkdtempSync(join(BUILDS, 'unfinished-'))
  try {
    copyFixedFiles(unfinished, HEADERS)
    const built = await buildWidget(unfinished)
    const console = await buildConsole(unfinished)
    writeDocs(unfinished)
    const folder = join(BUILDS, hashOfFolder(unfinished))
    if (existsSync(folder)) utimesSync(folder, new Date(), new Date())
    else moveUnlessThere(unfinished, folder)
    switchTo(folder)
    deleteOldBuilds(folder)
    return { ...built, folder, console }
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
}

/** Another process may have finished the same build in this moment. */
function moveUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (problem) {
    if (!existsSync(to)) throw problem
  }
}

/** Makes `dist/assets` a link to a build, in one step where the system can replace a link. */
function switchTo(folder: string): void {
  const target = resolve(folder)
  const link = `${ASSETS}-${randomUUID()}`
  symlinkSync(target, link, 'junction')
  // A real folder is what an earlier version left; Windows replaces no link either.
  const isReplaced = lstatSync(ASSETS, { throwIfNoEntry: false })?.isSymbolicLink() !== true
  if (isReplaced || platform === 'win32') rmSync(ASSETS, { recursive: true, force: true })
  renameSync(link, ASSETS)
}

/** A hash of the names and contents of all files. */
function hashOfFolder(folder: string): string {
  const hash = createHash('sha256')
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  for (const path of names.sort()) {
    const name = relative(folder, path)
    const content = readFileSync(path)
    hash.update(`${name} ${content.length}\n`).update(content)
  }
  return hash.digest('hex').slice(0, 16)
}

function deleteOldBuilds(newest: string): void {
  const builds = globSync(`${BUILDS}/*`).filter((path) => !basename(path).startsWith('unfinished-'))
  const age = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const old = builds.sort((a, b) => age(b) - age(a)).slice(KEPT_BUILDS)
  for (const path of old) if (path !== newest) rmSync(path, { recursive: true, force: true })
}

/**
 * Copies a build into a server's state folder and returns the copy, so that no later build changes or deletes what the server
 * serves. Copies of earlier starts are deleted: the server has claimed the folder.
 */
export function ownAssets(folder: string, state: string): string {
  const own = join(state, 'assets')
  rmSync(own, { recursive: true, force: true })
  cpSync(folder, own, { recursive: true })
  return own
}

/** Does the same for `npm run dev`: with source maps, and without a cache. */
export async function buildForDevelopment(assets: string): Promise<void> {
  rmSync(assets, { recursive: true, force: true })
  copyFixedFiles(assets, DEVELOPMENT_HEADERS)
  await rebuildForDevelopment(assets)
}

/** Builds the widget and the console again, in the folder that the Worker is serving. */
export async function rebuildForDevelopment(assets: string): Promise<void> {
  const { file, hashed, lazy } = await buildWidget(assets, { development: true })
  rmSync(join(assets, 'console'), { recursive: true, force: true })
  await buildConsole(assets, true)
  const built = [
    file,
    hashed,
    ...lazy.map((part) => part.file),
    ...releasedFiles().map((path) => basename(path)),
  ]
  for (const old of globSync(`${assets}/pairwell*.js`)) if (!built.includes(basename(old))) rmSync(old)
}

/** A page may be pinned to a release: its script and all parts that the script loads stay where they were. */
const releasedFiles = (): string[] => globSync(`${RELEASES}/*/*.js`)

function copyFixedFiles(assets: string, headers: string): void {
  mkdirSync(assets, { recursive: true })
  for (const file of releasedFiles()) copyFileSync(file, join(assets, basename(file)))
  writeFileSync(join(assets, '_headers'), headers)
}

if (isMain(import.meta)) {
  const { bytes, hashed, integrity, console: ofConsole } = await build()
  console.log(
    `${hashed}: ${bytes.raw} bytes, ${bytes.gzip} gzip, ${bytes.brotli} brotli, integrity ${integrity}`,
  )
  console.log(`console: ${ofConsole.first} bytes gzip for the first page`)
}
