import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The API serves `dist/web` of the repository root; in development Vite forwards /api to a running stack. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The one lib that runs in a browser too: bidder and trustees seal and open where their keys are.
  resolve: { alias: { '@jishi/sealing': fileURLToPath(new URL('../../libs/sealing/src/index.ts', import.meta.url)) } },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': `http://localhost:${process.env.PORT ?? '3000'}` } },
});
