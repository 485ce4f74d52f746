export * from './fees';
export * from './increments';
export * from './measures';
export * from './rule-profile';
export * from './sale-rules';
export * from './validate-profile';
export * from './valuation';
export * from './working-days';
