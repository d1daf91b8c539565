export { forgetSettings, forgetSettingsThere } from './forget.ts';
export { registerModules } from './modules/register.ts';
export { applicationSettingsRoutes } from './routes.ts';
export { changeSettings } from './settings-of.ts';
