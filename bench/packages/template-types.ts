import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { STRICT } from '../../test/packages/project.ts'
import { makeProject, type Tarballs } from '../../tools/packages/outside.ts'

/** A template of a framework, and what its own checker says of the elements in it. */
export type Checked = { framework: string; checker: string; right: boolean; wrong: boolean }

const RIGHT = 'placement="cart" intent="upgrade" item-id="tea" cart-item-ids="tea,mug" limit="4"'
/** A placement that there is not. */
const WRONG = 'placement="basement"'

const TEMPLATES = [
  {
    framework: 'Vue 3',
    registry: ['vue@3', 'vue-tsc@3', 'typescript@5.9', '@types/node@24'],
    file: 'page.vue',
    text: (attributes: string) =>
      `<script setup lang="ts">\nimport type {} from '@pairwell/widget/vue'\n</script>\n<template>\n  <pairwell-panel ${attributes} />\n  <pairwell-offer placement="home" />\n</template>\n`,
    checker: ['vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', '.'],
    options: { vueCompilerOptions: { strictTemplates: true } },
  },
  {
    framework: 'Svelte 5',
    registry: ['svelte@5', 'svelte-check@4', 'typescript@5.9', '@types/node@24'],
    file: 'page.svelte',
    text: (attributes: string) =>
      `<script lang="ts">\n  import type {} from '@pairwell/widget/svelte'\n</script>\n<pairwell-panel ${attributes}></pairwell-panel>\n<pairwell-offer placement="home"></pairwell-offer>\n`,
    checker: ['svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json'],
    options: {},
  },
] as const

/**
 * Lets the checkers of frameworks read templates with the elements, in projects outside of the repository: right attributes must pass, and
 * a placement that there is not must be an error that names it.
 */
export function checkTemplates(tarballs: Tarballs): Checked[] {
  return TEMPLATES.map(({ framework, registry, file, text, checker, options }) => {
    const folder = makeProject(tarballs, { registry })
    try {
      mkdirSync(join(folder, 'src'))
      const compilerOptions = {
        ...STRICT,
        // Declarations of the frameworks themselves do not pass every check.
        ...{ skipLibCheck: true, module: 'ESNext', moduleResolution: 'Bundler', jsx: 'preserve' },
      }
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({ compilerOptions, include: ['src'], ...options }),
      )
      const says = (attributes: string) => {
        writeFileSync(join(folder, 'src', file), text(attributes))
        const [script, ...args] = checker
        const path = join(folder, 'node_modules', script)
        return spawnSync(process.execPath, [path, ...args], { cwd: folder, encoding: 'utf8' })
      }
      const right = says(RIGHT)
      if (right.status !== 0) console.error(right.stdout, right.stderr)
      const wrong = says(WRONG)
      return {
        ...{ framework, checker: registry[1], right: right.status === 0 },
        wrong: wrong.status !== 0 && wrong.stdout.includes('basement'),
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
