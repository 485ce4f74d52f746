export * from './fees';
export * from './increments';
export * from './rule-profile';
export * from './validate-profile';
export * from './working-days';
