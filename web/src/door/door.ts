import './door.css';
import { askAgain } from './ask-again.ts';
import { turnRules } from './password-rules.ts';
import { takeSetupCode } from './setup-code.ts';
import { showPasswords } from './show-password.ts';

showPasswords(document);
turnRules(document);
takeSetupCode(document, location, history);
askAgain(document, location, history);
