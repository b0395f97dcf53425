import './styles/all.css'
import { render } from 'preact'
import { App } from './app.tsx'
import { choose } from './texts/index.ts'
import { applyTheme } from './theme.ts'

const root = document.getElementById('console')
applyTheme()
choose(navigator.languages).finally(() => {
  if (root) render(<App />, root)
})
