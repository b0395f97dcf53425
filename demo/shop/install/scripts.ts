import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** The scripts of the pages of `/install` by address, each with the file it begins with. */
const ENTRIES: Readonly<Record<string, string>> = {
  '/install/react.js': 'react.jsx',
  '/install/vue.js': 'vue.js',
  '/install/tag-manager.js': 'tag-manager.ts',
}

const made = new Map<string, Promise<string>>()

/** A script bundled as a shop bundles its own, when it is first asked for; undefined when there is none. */
export function installScript(pathname: string): Promise<string> | undefined {
  const entry = Object.hasOwn(ENTRIES, pathname) && ENTRIES[pathname]
  if (!entry) return undefined
  const script = made.get(pathname) ?? bundle(entry)
  made.set(pathname, script)
  return script
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    // Makes the frameworks leave out their checks, too.
    minify: true,
  })
  return outputFiles[0]?.text ?? ''
}
