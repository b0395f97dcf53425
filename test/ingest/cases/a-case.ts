import { existsSync, readFileSync } from 'node:fs'
import { it } from 'vitest'

/** Folder of the cases that are shared between projects. */
const FOLDER = '../shared/cases'

/** Runs a test with the bytes of a shared case, and skips it, with the file's name, where the folder is missing. */
export function itReads(file: string, title: string, run: (bytes: Uint8Array) => Promise<void>): void {
  const path = `${FOLDER}/${file}`
  const isThere = existsSync(path)
  it.skipIf(!isThere)(
    `${file}${isThere ? '' : ' (the folder of shared cases is missing)'}: ${title}`,
    async () => {
      await run(readFileSync(path))
    },
  )
}
