import { configDefaults, defineConfig } from 'vitest/config'

/** Tests of many machines under a load that has to be kept up: they come last, when nothing else wants the processors. */
const alone = 'test/failover/**/*.test.ts'
const include = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts']

export default defineConfig({
  test: {
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 120_000,
    projects: [
      { test: { name: 'mizan', include, exclude: [...configDefaults.exclude, alone], globalSetup: ['test/support/cluster.ts'], maxWorkers: 2 } },
      { test: { name: 'alone', include: [alone], maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
})
