// The build puts these into every file with elements: shorter than the functions of preact/jsx-runtime.
export { Fragment, h } from 'preact'
