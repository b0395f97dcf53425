import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Entry files of the scripts of `/install`, by path. */
const ENTRIES: Readonly<Record<string, string>> = {
  '/install/react.js': 'react.jsx',
  '/install/vue.js': 'vue.js',
  '/install/tag-manager.js': 'tag-manager.ts',
}

const made = new Map<string, Promise<string>>()

/** Returns a script, bundled at its first request as a shop would bundle it; undefined for an unknown path. */
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
    // This also removes the development checks of the frameworks.
    minify: true,
  })
  return outputFiles[0]?.text ?? ''
}
