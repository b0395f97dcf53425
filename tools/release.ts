import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMain } from './is-main.ts'
import { buildWidget } from './widget.ts'

// `npm run release [version]`: stores the widget of a version for good, so that pages pinned to its hash keep working.

/** Folder of all released widgets, a folder a version. `npm run build` copies every file of them to what is served. */
export const RELEASES = 'widget/releases'

/** Months for which a page may stay pinned to a release. Until then its files must not be removed. */
export const MONTHS_SERVED = 24

/** A file of a release, with the value of a tag's `integrity` attribute. */
export type ReleasedFile = { file: string; integrity: string }

/** What `release.json` in the folder of a release says. */
export type Release = {
  version: string
  /** Day of the release, such as 2026-11-28. */
  date: string
  /** The script that a page is pinned to. */
  script: ReleasedFile
  /** What the script loads when it is first wanted. */
  parts: ReleasedFile[]
}

/** A version as CHANGELOG.md names it; without a date it is not released. */
export type ChangelogVersion = { version: string; date: string | undefined; hasEntries: boolean }

/** All versions of a changelog, the newest first. Headings are `## 1.2.0 – 2026-11-28` or `## 1.2.0 – unreleased`. */
export function changelogVersions(changelog: string): ChangelogVersion[] {
  return changelog
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const [, version, date] = /^(\d+\.\d+\.\d+) – (\d{4}-\d{2}-\d{2}|unreleased)$/m.exec(section) ?? []
      if (!version) return []
      return [{ version, date: date === 'unreleased' ? undefined : date, hasEntries: /^- /m.test(section) }]
    })
}

/** The value of an `integrity` attribute for these bytes. */
export const integrityOf = (content: Uint8Array): string =>
  `sha384-${createHash('sha384').update(content).digest('base64')}`

/**
 * Releases a version: writes it to package.json and package-lock.json, dates its entry in CHANGELOG.md, and stores the
 * widget with all its parts.
 *
 * @param asked the version; without one the newest of CHANGELOG.md
 * @param today such as 2026-11-28
 * @param root folder of the project
 * @throws when the changelog has no entry for the version, or when it is released already; then nothing was changed
 */
export async function release(asked: string | undefined, today: string, root = '.'): Promise<Release> {
  const changelogFile = join(root, 'CHANGELOG.md')
  const changelog = readFileSync(changelogFile, 'utf8')
  const versions = changelogVersions(changelog)
  const version = asked ?? versions[0]?.version ?? ''
  const entry = versions.find((one) => one.version === version)
  if (!entry?.hasEntries) {
    const heading = `## ${version || '1.2.0'} – unreleased`
    throw new Error(
      `CHANGELOG.md has no entry for ${version || 'any version'}. Write "${heading}" with what merchants can do now, then run this again.`,
    )
  }
  const folder = join(root, RELEASES, version)
  if (existsSync(folder)) {
    throw new Error(
      `Version ${version} is released: ${folder} exists, and what is released never changes. Choose the next version.`,
    )
  }

  const made = mkdtempSync(join(tmpdir(), 'pairwell-release-'))
  try {
    const { hashed, lazy } = await buildWidget(made, { version })
    const stored = (file: string): ReleasedFile => ({
      file,
      integrity: integrityOf(readFileSync(join(made, file))),
    })
    const released: Release = {
      ...{ version, date: entry.date ?? today },
      script: stored(hashed),
      parts: lazy.map(({ file }) => stored(file)),
    }
    mkdirSync(folder, { recursive: true })
    for (const { file } of [released.script, ...released.parts])
      copyFileSync(join(made, file), join(folder, file))
    writeFileSync(join(folder, 'release.json'), `${JSON.stringify(released, null, 2)}\n`)
    writeFileSync(changelogFile, changelog.replace(`## ${version} – unreleased`, `## ${version} – ${today}`))
    setVersion(root, version)
    return released
  } finally {
    rmSync(made, { recursive: true })
  }
}

function setVersion(root: string, version: string): void {
  for (const name of ['package.json', 'package-lock.json']) {
    const file = join(root, name)
    const content = JSON.parse(readFileSync(file, 'utf8'))
    content.version = version
    if (content.packages) content.packages[''].version = version
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`)
  }
}

if (isMain(import.meta)) {
  try {
    const { version, script, parts } = await release(process.argv[2], new Date().toISOString().slice(0, 10))
    console.log(`Stored ${version} in ${RELEASES}/${version}: ${script.file} and ${parts.length} parts that it loads later.

  <script async src="https://YOUR-API/${script.file}" data-key="pk_…" integrity="${script.integrity}" crossorigin></script>

Next: npm test, commit, git tag v${version}, npm run deploy.`)
  } catch (problem) {
    console.error(problem instanceof Error ? problem.message : problem)
    process.exit(1)
  }
}
