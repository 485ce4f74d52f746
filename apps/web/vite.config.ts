import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The API serves `dist/web` of the repository root; in development Vite forwards /api to a running stack. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': `http://localhost:${process.env.PORT ?? '3000'}` } },
});
