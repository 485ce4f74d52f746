import { english } from './english';
import { registerMode } from './mode';

/** The ways of selling this engine knows. A new one is its own file and a line here. */
registerMode(english);
