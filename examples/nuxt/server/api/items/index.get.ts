export default defineEventHandler((event) => readItems(event))
