<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis styleCategories="Symbology|Labeling|Rendering" version="3.22.16-Białowieża" hasScaleBasedVisibilityFlag="0" maxScale="0" minScale="1e+08">
  <pipe-data-defined-properties>
    <Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties"/>
      <Option name="type" type="QString" value="collection"/>
    </Option>
  </pipe-data-defined-properties>
  <pipe>
    <provider>
      <resampling zoomedInResamplingMethod="nearestNeighbour" zoomedOutResamplingMethod="nearestNeighbour" maxOversampling="2" enabled="false"/>
    </provider>
    <rasterrenderer alphaBand="-1" band="1" type="paletted" nodataColor="" opacity="1">
      <minMaxOrigin>
        <limits>None</limits>
        <extent>WholeRaster</extent>
        <statAccuracy>Estimated</statAccuracy>
        <cumulativeCutLower>0.02</cumulativeCutLower>
        <cumulativeCutUpper>0.98</cumulativeCutUpper>
        <stdDevFactor>2</stdDevFactor>
      </minMaxOrigin>
      <colorPalette>
        <paletteEntry color="#a6cee3" alpha="255" label="Sector 0" value="0"/>
        <paletteEntry color="#cab2d6" alpha="255" label="Sector 1" value="1"/>
        <paletteEntry color="#b2df8a" alpha="255" label="Sector 2" value="2"/>
        <paletteEntry color="#d9d2a6" alpha="255" label="Sector 3" value="3"/>
        <paletteEntry color="#8fb8c9" alpha="255" label="Sector 4" value="4"/>
        <paletteEntry color="#c9a6b8" alpha="255" label="Sector 5" value="5"/>
        <paletteEntry color="#9fc9b0" alpha="255" label="Sector 6" value="6"/>
        <paletteEntry color="#b8b8d9" alpha="255" label="Sector 7" value="7"/>
        <paletteEntry color="#d9c6e3" alpha="255" label="Sector 8" value="8"/>
        <paletteEntry color="#a8d0d0" alpha="255" label="Sector 9" value="9"/>
        <paletteEntry color="#c6d9a0" alpha="255" label="Sector 10" value="10"/>
        <paletteEntry color="#b0bcc8" alpha="255" label="Sector 11" value="11"/>
        <paletteEntry color="#a6cee3" alpha="255" label="Sector 12" value="12"/>
        <paletteEntry color="#cab2d6" alpha="255" label="Sector 13" value="13"/>
        <paletteEntry color="#b2df8a" alpha="255" label="Sector 14" value="14"/>
        <paletteEntry color="#d9d2a6" alpha="255" label="Sector 15" value="15"/>
        <paletteEntry color="#8fb8c9" alpha="255" label="Sector 16" value="16"/>
        <paletteEntry color="#c9a6b8" alpha="255" label="Sector 17" value="17"/>
        <paletteEntry color="#9fc9b0" alpha="255" label="Sector 18" value="18"/>
        <paletteEntry color="#b8b8d9" alpha="255" label="Sector 19" value="19"/>
        <paletteEntry color="#d9c6e3" alpha="255" label="Sector 20" value="20"/>
        <paletteEntry color="#a8d0d0" alpha="255" label="Sector 21" value="21"/>
        <paletteEntry color="#c6d9a0" alpha="255" label="Sector 22" value="22"/>
        <paletteEntry color="#b0bcc8" alpha="255" label="Sector 23" value="23"/>
        <paletteEntry color="#a6cee3" alpha="255" label="Sector 24" value="24"/>
        <paletteEntry color="#cab2d6" alpha="255" label="Sector 25" value="25"/>
        <paletteEntry color="#b2df8a" alpha="255" label="Sector 26" value="26"/>
        <paletteEntry color="#d9d2a6" alpha="255" label="Sector 27" value="27"/>
        <paletteEntry color="#8fb8c9" alpha="255" label="Sector 28" value="28"/>
        <paletteEntry color="#c9a6b8" alpha="255" label="Sector 29" value="29"/>
        <paletteEntry color="#9fc9b0" alpha="255" label="Sector 30" value="30"/>
        <paletteEntry color="#b8b8d9" alpha="255" label="Sector 31" value="31"/>
        <paletteEntry color="#d9c6e3" alpha="255" label="Sector 32" value="32"/>
        <paletteEntry color="#a8d0d0" alpha="255" label="Sector 33" value="33"/>
        <paletteEntry color="#c6d9a0" alpha="255" label="Sector 34" value="34"/>
        <paletteEntry color="#b0bcc8" alpha="255" label="Sector 35" value="35"/>
        <paletteEntry color="#a6cee3" alpha="255" label="Sector 36" value="36"/>
        <paletteEntry color="#cab2d6" alpha="255" label="Sector 37" value="37"/>
        <paletteEntry color="#b2df8a" alpha="255" label="Sector 38" value="38"/>
        <paletteEntry color="#d9d2a6" alpha="255" label="Sector 39" value="39"/>
        <paletteEntry color="#8fb8c9" alpha="255" label="Sector 40" value="40"/>
        <paletteEntry color="#c9a6b8" alpha="255" label="Sector 41" value="41"/>
        <paletteEntry color="#9fc9b0" alpha="255" label="Sector 42" value="42"/>
        <paletteEntry color="#b8b8d9" alpha="255" label="Sector 43" value="43"/>
        <paletteEntry color="#d9c6e3" alpha="255" label="Sector 44" value="44"/>
        <paletteEntry color="#a8d0d0" alpha="255" label="Sector 45" value="45"/>
        <paletteEntry color="#c6d9a0" alpha="255" label="Sector 46" value="46"/>
        <paletteEntry color="#b0bcc8" alpha="255" label="Sector 47" value="47"/>
        <paletteEntry color="#a6cee3" alpha="255" label="Sector 48" value="48"/>
        <paletteEntry color="#cab2d6" alpha="255" label="Sector 49" value="49"/>
        <paletteEntry color="#b2df8a" alpha="255" label="Sector 50" value="50"/>
        <paletteEntry color="#d9d2a6" alpha="255" label="Sector 51" value="51"/>
        <paletteEntry color="#8fb8c9" alpha="255" label="Sector 52" value="52"/>
        <paletteEntry color="#c9a6b8" alpha="255" label="Sector 53" value="53"/>
        <paletteEntry color="#9fc9b0" alpha="255" label="Sector 54" value="54"/>
        <paletteEntry color="#b8b8d9" alpha="255" label="Sector 55" value="55"/>
        <paletteEntry color="#d9c6e3" alpha="255" label="Sector 56" value="56"/>
        <paletteEntry color="#a8d0d0" alpha="255" label="Sector 57" value="57"/>
        <paletteEntry color="#c6d9a0" alpha="255" label="Sector 58" value="58"/>
        <paletteEntry color="#b0bcc8" alpha="255" label="Sector 59" value="59"/>
      </colorPalette>
    </rasterrenderer>
    <brightnesscontrast gamma="1" contrast="0" brightness="0"/>
    <huesaturation saturation="0" colorizeGreen="128" invertColors="0" grayscaleMode="0" colorizeStrength="100" colorizeRed="255" colorizeOn="0" colorizeBlue="128"/>
    <rasterresampler maxOversampling="2"/>
    <resamplingStage>resamplingFilter</resamplingStage>
  </pipe>
  <blendMode>0</blendMode>
</qgis>
